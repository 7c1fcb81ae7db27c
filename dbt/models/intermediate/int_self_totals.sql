-- int_self_totals: a printed sum of self-assessed points beside the parts printed in its row; a sum printed without
-- any part is no sum
with cells as (
    select * from {{ ref('int_node_cells') }} where role = 'self' and entity_code is not null
),

nodes as (
    select * from {{ ref('int_nodes') }}
),

parts as (
    select
        cells.edition_code,
        cells.table_code,
        cells.row_number,
        nodes.parent_node_code as node_code,
        count(cells.value) as parts_printed,
        cast(sum(cells.value) as decimal(28, 10)) as recomputed_value,
        cast(sum(cells.value - {{ half_unit('cells.decimals') }}) as decimal(28, 10)) as recomputed_low,
        cast(sum(cells.value + {{ half_unit('cells.decimals') }}) as decimal(28, 10)) as recomputed_high
    from cells
    inner join nodes
        on nodes.framework_code = cells.framework_code
        and nodes.framework_edition = cells.framework_edition
        and nodes.node_code = cells.node_code
    group by cells.edition_code, cells.table_code, cells.row_number, nodes.parent_node_code
)

select
    cells.edition_code, cells.cell_id, 'total' as figure, cells.node_code, cells.entity_code,
    'self_assessed_sum' as rule_code, cells.table_code, cells.table_key, cells.row_number, cells.row_label,
    cells.page, cells.text_printed as published_text, cells.value as published_value, cells.decimals, cells.unit,
    parts.recomputed_value, parts.recomputed_low, parts.recomputed_high,
    cast(null as decimal(28, 10)) as computed_value,
    case
        when parts.recomputed_value = cells.value then 'equal'
        when parts.recomputed_low <= cells.value + {{ half_unit('cells.decimals') }}
            and parts.recomputed_high >= cells.value - {{ half_unit('cells.decimals') }} then 'within_rounding'
        else 'unexplained'
    end as verdict_print,
    cast(null as varchar) as verdict_inputs
from cells
inner join parts
    on parts.edition_code = cells.edition_code
    and parts.table_code = cells.table_code
    and parts.row_number = cells.row_number
    and parts.node_code = cells.node_code
where cells.value is not null
