-- int_result_ranks: a body's rank in a node: as printed, and by the rule, on exact scores where there are any
with printed as (
    select
        edition_code, node_code, entity_code, entity_type, rank_cell_id, rank_published,
        rank_recomputed, rank_low, rank_high
    from {{ ref('int_entity_results') }}
    where is_ranked

    union all

    -- A publication may tell the place of its own year without the score behind it.
    select edition_code, node_code, entity_code, entity_type, cell_id, rank_published, null, null, null
    from {{ ref('int_rank_tellings') }}
    where is_own_period and not is_result and place_in_edition = 1
),

by_method as (
    select * from {{ ref('int_method_ranks') }}
),

bodies as (
    select edition_code, node_code, entity_code, entity_type from printed

    union

    select edition_code, node_code, entity_code, entity_type from by_method
)

select
    bodies.edition_code,
    bodies.node_code,
    bodies.entity_code,
    bodies.entity_type,
    printed.rank_cell_id,
    printed.rank_published,
    coalesce(by_method.rank_recomputed, printed.rank_recomputed) as rank_recomputed,
    coalesce(by_method.rank_low, printed.rank_low) as rank_low,
    coalesce(by_method.rank_high, printed.rank_high) as rank_high
from bodies
left join printed
    on printed.edition_code = bodies.edition_code
    and printed.node_code = bodies.node_code
    and printed.entity_code = bodies.entity_code
left join by_method
    on by_method.edition_code = bodies.edition_code
    and by_method.node_code = bodies.node_code
    and by_method.entity_code = bodies.entity_code
