-- int_printed_scores: the points of a body in a node as printed, with the rate, count or mark printed beside them;
-- place 1 is the published result, the others are the same printed again
with cells as (
    select * from {{ ref('int_node_cells') }} where row_kind = 'data' and entity_code is not null
)

select
    scores.edition_code,
    scores.framework_code,
    scores.framework_edition,
    scores.node_code,
    scores.entity_code,
    scores.entity_type,
    scores.ordinal,
    row_number() over (
        partition by scores.edition_code, scores.node_code, scores.entity_code
        order by case when scores.value is null then 1 else 0 end, scores.ordinal
    ) as place,
    scores.row_number,
    scores.cell_id as score_cell_id,
    scores.value as score_printed,
    scores.decimals as score_decimals,
    figures.cell_id as value_cell_id,
    figures.value as value_printed,
    figures.decimals as value_decimals
from cells as scores
left join cells as figures
    on figures.role = 'value'
    and figures.edition_code = scores.edition_code
    and figures.table_code = scores.table_code
    and figures.row_number = scores.row_number
    and figures.node_code = scores.node_code
where scores.role = 'score'
