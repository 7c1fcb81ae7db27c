-- int_bodies_ahead: the body that is next ahead in the index, and what the index lacks to draw level with it
with roots as (
    select * from {{ ref('int_body_tree') }} where level = 0 and score is not null
),

-- Of several that are level the first in the order of codes stands for them.
totals as (
    select edition_code, entity_type, rank_pool, score, min(entity_code collate "C") as entity_code
    from roots
    group by edition_code, entity_type, rank_pool, score
),

line as (
    select
        *,
        lead(score) over (partition by edition_code, entity_type, rank_pool order by score) as ahead_score,
        lead(entity_code) over (partition by edition_code, entity_type, rank_pool order by score) as ahead_entity_code
    from totals
)

select
    roots.edition_code,
    roots.entity_code,
    roots.node_code,
    line.ahead_entity_code,
    cast(line.ahead_score - roots.score as decimal(28, 10)) as gain_needed
from roots
inner join line
    on line.edition_code = roots.edition_code
    and line.entity_type = roots.entity_type
    and line.rank_pool = roots.rank_pool
    and line.score = roots.score
    and line.ahead_score is not null
