-- int_self_points: what a body gave itself in a node: in its form, and as printed beside the result
with editions as (
    select * from {{ ref('int_editions') }}
),

forms as (
    select * from {{ ref('stg_raw__forms') }} where status = 'counted' and entity_code is not null
),

form_points as (
    select * from {{ ref('stg_raw__form_inputs') }} where kind = 'self_points' and status = 'accepted'
),

by_form as (
    select
        forms.edition_code,
        leaves.node_code,
        forms.entity_code,
        cast(sum(form_points.value) as decimal(28, 10)) as self_points_form
    from form_points
    inner join forms
        on forms.edition_code = form_points.edition_code
        and forms.form_code = form_points.form_code
    inner join editions on editions.edition_code = forms.edition_code
    inner join {{ ref('int_node_leaves') }} as leaves
        on leaves.framework_code = editions.framework_code
        and leaves.framework_edition = editions.framework_edition
        and leaves.leaf_node_code = form_points.indicator
    where form_points.value is not null
    group by forms.edition_code, leaves.node_code, forms.entity_code
),

no_sums as (
    select cell_id from {{ ref('int_self_totals') }} where recomputed_value is null
),

by_print as (
    select
        cells.edition_code,
        cells.node_code,
        cells.entity_code,
        cells.value as self_printed
    from {{ ref('int_node_cells') }} as cells
    left join no_sums on no_sums.cell_id = cells.cell_id
    where cells.role = 'self' and cells.value is not null and cells.entity_code is not null
        and no_sums.cell_id is null
)

select
    coalesce(by_form.edition_code, by_print.edition_code) as edition_code,
    coalesce(by_form.node_code, by_print.node_code) as node_code,
    coalesce(by_form.entity_code, by_print.entity_code) as entity_code,
    by_form.self_points_form,
    by_print.self_printed,
    coalesce(by_form.self_points_form, by_print.self_printed) as self_points
from by_form
full outer join by_print
    on by_print.edition_code = by_form.edition_code
    and by_print.node_code = by_form.node_code
    and by_print.entity_code = by_form.entity_code
