-- int_body_points: the points of a body in each node of a points index, and how it stands among the bodies of its type
with points_indices as (
    select framework_code, framework_edition from {{ ref('int_nodes') }} where level = 0 and aggregation = 'sum'
),

points as (
    select
        scores.*,
        cast(coalesce(scores.score_computed, scores.score_published) as decimal(28, 10)) as points
    from {{ ref('int_result_scores') }} as scores
    inner join points_indices
        on points_indices.framework_code = scores.framework_code
        and points_indices.framework_edition = scores.framework_edition
    where scores.score_computed is not null or scores.score_published is not null
),

placed as (
    select
        *,
        rank() over (partition by edition_code, node_code, entity_type order by points desc) - 1 as bodies_better,
        row_number() over (partition by edition_code, node_code, entity_type order by points) as place_from_below,
        count(*) over by_type as bodies,
        max(points) over by_type as leader_points
    from points
    window by_type as (partition by edition_code, node_code, entity_type)
),

-- The middle one, or half of the two in the middle.
medians as (
    select
        edition_code, node_code, entity_type,
        cast(sum(points) * case count(*) when 2 then cast(0.5 as decimal(2, 1)) else 1 end as decimal(28, 10))
            as median_points
    from placed
    where 2 * place_from_below between bodies and bodies + 2
    group by edition_code, node_code, entity_type
)

select
    placed.edition_code, placed.entity_code, placed.entity_type, placed.framework_code, placed.framework_edition,
    placed.node_code, placed.parent_node_code, placed.level, placed.maximum, placed.points,
    placed.score_published as points_published,
    cast(placed.maximum - placed.points as decimal(28, 10)) as points_lost,
    placed.status, placed.leader_points, medians.median_points,
    cast({{ decimal_quotient('placed.bodies_better', 'placed.bodies') }} as decimal(28, 10)) as share_of_bodies_better,
    coalesce(ranks.rank_recomputed, ranks.rank_published) as entity_rank,
    ranks.rank_low, ranks.rank_high, placed.score_cell_id,
    cast(placed.bodies as integer) as entities_ranked
from placed
inner join medians
    on medians.edition_code = placed.edition_code
    and medians.node_code = placed.node_code
    and medians.entity_type = placed.entity_type
left join {{ ref('int_result_ranks') }} as ranks
    on ranks.edition_code = placed.edition_code
    and ranks.node_code = placed.node_code
    and ranks.entity_code = placed.entity_code
