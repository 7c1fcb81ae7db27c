-- fct_rank: a body's rank in a node, as published and by the rule of the node
with results as (
    select * from {{ ref('int_result_ranks') }}
)

select
    edition_code, node_code, entity_code, entity_type, 'published' as basis, rank_published as entity_rank,
    rank_published as rank_low, rank_published as rank_high, rank_cell_id as cell_id
from results
where rank_published is not null

union all

select
    edition_code, node_code, entity_code, entity_type, 'recomputed' as basis, rank_recomputed as entity_rank,
    rank_low, rank_high, cast(null as varchar) as cell_id
from results
where rank_recomputed is not null
