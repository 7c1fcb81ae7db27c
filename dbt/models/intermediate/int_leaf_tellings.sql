-- int_leaf_tellings: what is known of a body's figure in an indicator and year: computed with or printed, else told in the prose
with editions as (
    select * from {{ ref('int_editions') }}
),

told as (
    select
        editions.framework_code, editions.framework_edition, figures.node_code, figures.entity_code,
        editions.period_year, editions.edition_code, editions.series_code, figures.raw_value as value,
        figures.unit, figures.cell_id, 1 as source_order
    from {{ ref('int_leaf_values') }} as figures
    inner join editions on editions.edition_code = figures.edition_code
    where figures.raw_value is not null

    union all

    select
        framework_code, framework_edition, node_code, entity_code, period_year, edition_code, series_code, value,
        nullif(unit, ''), cell_id, case when period_year = edition_year then 2 else 3 end
    from {{ ref('int_statement_figures') }}
    where about = 'value' and entity_code is not null and framework_edition is not null
)

select
    told.framework_code, told.framework_edition, told.node_code, told.entity_code, told.period_year,
    told.edition_code, told.series_code,
    cast(told.value as decimal(28, 10)) as value,
    coalesce(told.unit, nodes.unit) as unit,
    told.cell_id, told.source_order
from told
inner join {{ ref('int_nodes') }} as nodes
    on nodes.framework_code = told.framework_code
    and nodes.framework_edition = told.framework_edition
    and nodes.node_code = told.node_code
    and nodes.is_leaf
