-- int_scales: the goalposts by which the figures of a node become scores, and where they come from; a score that counts
-- standard deviations goes from the mean to one of them above it
with scores as (
    select scores.*, nodes.transform, nodes.method
    from {{ ref('int_node_scores') }} as scores
    inner join {{ ref('int_scored_nodes') }} as nodes
        on nodes.framework_code = scores.framework_code
        and nodes.framework_edition = scores.framework_edition
        and nodes.node_code = scores.node_code
    where scores.scale_basis is not null and nodes.method <> 'rank'
),

posts as (
    select distinct
        scores.edition_code, scores.framework_code, scores.framework_edition, scores.node_code, scores.entity_type,
        coalesce(bodies.scale_pool, '') as scale_pool, scores.basis, scores.scale_basis,
        coalesce(scores.is_whole_group, false) as is_whole_group,
        case
            when scores.method = 'z_score' then {{ from_transformed('scores.transform', 'scores.scale_mean') }}
            else scores.scale_minimum
        end as minimum,
        case
            when scores.method = 'z_score'
                then {{ from_transformed('scores.transform', 'scores.scale_mean + scores.scale_deviation') }}
            else scores.scale_maximum
        end as maximum,
        case when scores.method <> 'z_score' then scores.range_low end as range_low,
        case when scores.method <> 'z_score' then scores.range_high end as range_high
    from scores
    left join {{ ref('int_compared_bodies') }} as bodies
        on bodies.edition_code = scores.edition_code
        and bodies.entity_code = scores.entity_code
)

select
    edition_code, framework_code, framework_edition, node_code, entity_type, scale_pool, basis,
    cast(minimum as decimal(28, 10)) as minimum,
    cast(maximum as decimal(28, 10)) as maximum,
    cast(coalesce(range_low, maximum - minimum) as decimal(28, 10)) as range_low,
    cast(coalesce(range_high, maximum - minimum) as decimal(28, 10)) as range_high,
    scale_basis,
    is_whole_group
from posts
