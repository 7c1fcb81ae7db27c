-- int_calculation_lines: the lines of the formula that gives a node its points: figures of the form, or the figure
-- printed beside the points; the parts of a sum; the points
with points as (
    select * from {{ ref('int_body_points') }}
),

results as (
    select * from {{ ref('int_result_scores') }}
),

lines as (
    select
        edition_code, entity_code, node_code, 1 as place, ordinal as line, role, input_key,
        cast(null as varchar) as part_node_code, value, unit, points as points_of_line,
        status, carried_from_edition, capped_from, cell_id
    from {{ ref('int_leaf_inputs') }}

    union all

    select
        cells.edition_code, cells.entity_code, cells.node_code, 1, 1, 'printed', null, null, cells.value, cells.unit,
        null, case when cells.value is null then 'missing' else 'reported' end, null, null, cells.cell_id
    from {{ ref('int_node_cells') }} as cells
    inner join results
        on results.edition_code = cells.edition_code
        and results.entity_code = cells.entity_code
        and results.node_code = cells.node_code
        and results.basis <> 'inputs'
    where cells.role = 'value' and cells.ordinal = 1

    union all

    select
        edition_code, entity_code, parent_node_code, 2,
        row_number() over (
            partition by edition_code, entity_code, parent_node_code order by node_code collate "C"
        ),
        'part', null, node_code, points, null, points, status, null, null, score_cell_id
    from points
    where parent_node_code is not null

    union all

    select
        edition_code, entity_code, node_code, 3, 1, 'result', null, null, points, null, points, status, null, null,
        score_cell_id
    from points
)

select
    lines.edition_code, lines.entity_code, lines.node_code,
    cast(row_number() over (
        partition by lines.edition_code, lines.entity_code, lines.node_code order by lines.place, lines.line
    ) as integer) as ordinal,
    lines.role, lines.input_key, lines.part_node_code,
    cast(lines.value as decimal(28, 10)) as value,
    coalesce(lines.unit, nodes.unit) as unit,
    cast(lines.points_of_line as decimal(28, 10)) as points_of_line,
    lines.status, lines.carried_from_edition, lines.capped_from, lines.cell_id,
    results.basis,
    coalesce(nodes.score_kind, case when nodes.is_leaf then 'given' else 'sum' end) as score_kind,
    nodes.reference, nodes.stated_reference, nodes.reference_note_vi, nodes.reference_note_en,
    results.rate, points.points, points.maximum
from lines
inner join points
    on points.edition_code = lines.edition_code
    and points.entity_code = lines.entity_code
    and points.node_code = lines.node_code
inner join results
    on results.edition_code = lines.edition_code
    and results.entity_code = lines.entity_code
    and results.node_code = lines.node_code
inner join {{ ref('int_scored_nodes') }} as nodes
    on nodes.framework_code = points.framework_code
    and nodes.framework_edition = points.framework_edition
    and nodes.node_code = points.node_code
