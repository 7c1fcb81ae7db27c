-- fct_score: a body's score in a node, as published and as recomputed
with results as (
    select * from {{ ref('int_result_scores') }}
)

select
    edition_code, node_code, entity_code, entity_type,
    'published' as basis, score_published as score, score_decimals, score_cell_id as cell_id,
    cast(null as decimal(28, 10)) as score_low, cast(null as decimal(28, 10)) as score_high,
    cast(null as varchar) as scale_basis
from results
where score_published is not null

union all

select
    edition_code, node_code, entity_code, entity_type,
    'recomputed' as basis, cast(score_recomputed as decimal(28, 10)) as score, cast(null as integer) as score_decimals,
    cast(null as varchar) as cell_id, score_low, score_high, scale_basis
from results
where score_recomputed is not null
