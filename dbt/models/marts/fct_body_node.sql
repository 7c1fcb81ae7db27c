-- fct_body_node: a body's points in a node, what it lost there, and how it stands among its type
with outlooks as (
    select * from {{ ref('int_body_outlook') }}
),

self_points as (
    select * from {{ ref('int_self_points') }}
)

select
    points.edition_code,
    points.entity_code,
    points.entity_type,
    points.node_code,
    points.parent_node_code,
    points.level,
    points.maximum,
    points.points,
    points.points_published,
    points.points_lost,
    points.status,
    points.share_of_bodies_better,
    points.entity_rank,
    points.rank_low,
    points.rank_high,
    points.entities_ranked,
    points.leader_points,
    points.median_points,
    self_points.self_points,
    points.points_lost > outlooks.points_to_next_rank as is_enough_for_next_rank,
    points.points_lost >= outlooks.points_to_next_band as is_enough_for_next_band
from {{ ref('int_body_points') }} as points
left join outlooks
    on outlooks.edition_code = points.edition_code
    and outlooks.entity_code = points.entity_code
left join self_points
    on self_points.edition_code = points.edition_code
    and self_points.node_code = points.node_code
    and self_points.entity_code = points.entity_code
