-- fct_period_result: a body's score and rank in a node for a year of a series, whoever tells them
with results as (
    select * from {{ ref('int_period_results') }}
),

groups as (
    select * from {{ ref('int_ranked_groups') }}
)

select
    results.period_key, results.node_code, results.entity_code, results.entity_type,
    cast(results.score_published as decimal(28, 10)) as score_published,
    cast(results.score_recomputed as decimal(28, 10)) as score_recomputed,
    results.score_cell_id, results.rank_published, results.rank_recomputed, results.rank_low, results.rank_cell_id,
    groups.bodies as entities_ranked,
    results.tellings, results.is_contradicted
from results
left join groups
    on groups.period_key = results.period_key
    and groups.node_code = results.node_code
    and groups.entity_type = results.entity_type
