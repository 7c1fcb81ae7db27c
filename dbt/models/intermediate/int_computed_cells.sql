-- int_computed_cells: a cell of the published tables under what it tells, beside the same computed again where it can be
with table_rows as (
    select * from {{ ref('int_computed_rows') }}
),

roles as (
    select * from {{ ref('int_node_cells') }} where role <> 'band'
),

named as (
    select distinct cell_id from {{ ref('int_mentions_resolved') }}
),

input_columns as (
    select framework_code, framework_edition, table_key, column_key, min(input_key) as input_key
    from {{ ref('stg_framework__input_sources') }}
    where basis = 'print'
    group by framework_code, framework_edition, table_key, column_key
),

told as (
    select
        cells.*,
        table_rows.table_form, table_rows.entity_code, table_rows.row_order, table_rows.band_code, table_rows.band_heading,
        roles.node_code, input_columns.input_key,
        case
            when named.cell_id is not null then 'body'
            when roles.role = 'score' and roles.is_leaf then 'points'
            when roles.role is not null then roles.role
            when input_columns.input_key is not null then 'value'
        end as quantity
    from {{ ref('int_cells') }} as cells
    inner join table_rows
        on table_rows.edition_code = cells.edition_code
        and table_rows.table_code = cells.table_code
        and table_rows.row_number = cells.row_number
    inner join {{ ref('int_editions') }} as editions on editions.edition_code = cells.edition_code
    left join roles on roles.cell_id = cells.cell_id
    left join named on named.cell_id = cells.cell_id
    left join input_columns
        on input_columns.framework_code = editions.framework_code
        and input_columns.framework_edition = editions.framework_edition
        and input_columns.table_key = cells.table_key
        and input_columns.column_key = cells.column_key
),

computed as (
    select
        told.*,
        case told.quantity
            when 'points' then scores.score_recomputed
            when 'score' then scores.score_recomputed
            when 'rank' then cast(ranks.rank_recomputed as decimal(28, 10))
            when 'value' then coalesce(inputs.value, scores.rate, case when scores.basis = 'inputs' then figures.raw_value end)
        end as value_computed
    from told
    left join {{ ref('int_result_scores') }} as scores
        on scores.edition_code = told.edition_code
        and scores.entity_code = told.entity_code
        and scores.node_code = told.node_code
    left join {{ ref('int_result_ranks') }} as ranks
        on ranks.edition_code = told.edition_code
        and ranks.entity_code = told.entity_code
        and ranks.node_code = told.node_code
    left join {{ ref('int_leaf_values') }} as figures
        on figures.edition_code = told.edition_code
        and figures.entity_code = told.entity_code
        and figures.node_code = told.node_code
    left join {{ ref('int_inputs') }} as inputs
        on inputs.edition_code = told.edition_code
        and inputs.entity_code = told.entity_code
        and inputs.input_key = told.input_key
)

select
    edition_code, table_code, table_key, table_ordinal, table_form, entity_type, entity_code,
    row_number, row_kind, row_order, column_key,
    column_ordinal, quantity, node_code, input_key,
    cast(coalesce(value_computed, value) as decimal(28, 10)) as value,
    value_computed is not null as is_computed,
    value as value_printed,
    decimals as decimals_printed, unit, text_printed, cell_id, band_code, band_heading
from computed
