-- int_score_inputs: the printed figures from which printed points, sums and bands are recomputed
with cells as (
    select * from {{ ref('int_node_cells') }} where entity_code is not null
),

nodes as (
    select * from {{ ref('int_nodes') }}
),

parts as (
    select
        cells.*,
        nodes.parent_node_code
    from cells
    inner join nodes
        on nodes.framework_code = cells.framework_code
        and nodes.framework_edition = cells.framework_edition
        and nodes.node_code = cells.node_code
    where cells.value is not null
),

first_prints as (
    select * from {{ ref('int_printed_scores') }} where place = 1 and score_printed is not null
),

figures as (
    select * from {{ ref('int_score_figures') }} where verdict_print is not null

    union all

    select * from {{ ref('int_self_totals') }}
),

-- Marks and counts stand in columns of their own, of which one indicator may have several.
beside as (
    select edition_code, node_code, entity_code, cell_id from cells where role = 'value' and ordinal = 1

    union

    select edition_code, node_code, entity_code, cell_id from {{ ref('int_printed_lines') }}
),

found as (
    select figures.cell_id, figures.rule_code, 'printed_beside' as role, beside.cell_id as input_cell_id
    from figures
    inner join beside
        on beside.edition_code = figures.edition_code
        and beside.node_code = figures.node_code
        and beside.entity_code = figures.entity_code
    where figures.rule_code = 'points'

    union all

    select figures.cell_id, figures.rule_code, 'part', parts.cell_id
    from figures
    inner join parts
        on parts.edition_code = figures.edition_code
        and parts.parent_node_code = figures.node_code
        and parts.entity_code = figures.entity_code
    where (figures.rule_code = 'sum_of_parts' and parts.role = 'score' and parts.ordinal = 1)
        or (
            figures.rule_code = 'self_assessed_sum' and parts.role = 'self'
            and parts.table_code = figures.table_code
        )

    union all

    select figures.cell_id, figures.rule_code, 'first_print', first_prints.score_cell_id
    from figures
    inner join first_prints using (edition_code, node_code, entity_code)
    where figures.rule_code = 'printed_again'

    union all

    select figures.cell_id, figures.rule_code, averaged.role, averaged.cell_id
    from figures
    inner join {{ ref('int_normalised_inputs') }} as averaged using (edition_code, node_code, entity_code, rule_code)

    union all

    select bands.cell_id, bands.rule_code, 'total', parts.cell_id
    from {{ ref('int_band_figures') }} as bands
    inner join parts
        on parts.edition_code = bands.edition_code
        and parts.node_code = bands.node_code
        and parts.entity_code = bands.entity_code
        and parts.table_code = bands.table_code
    where parts.role = 'score'
)

select
    found.*, inputs.table_ordinal, inputs.row_number, inputs.column_ordinal, inputs.text_printed, inputs.value,
    labels.row_label
from found
inner join {{ ref('int_cells') }} as inputs on inputs.cell_id = found.input_cell_id
inner join {{ ref('int_rows') }} as labels
    on labels.edition_code = inputs.edition_code
    and labels.table_code = inputs.table_code
    and labels.row_number = inputs.row_number
