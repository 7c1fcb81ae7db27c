-- int_method_scores: the points that are ranked by the method: from the inputs; without inputs from exact points printed
with scores as (
    select
        *,
        case basis when 'inputs' then 1 else 2 end as precedence
    from {{ ref('int_node_scores') }}
),

chosen as (
    select edition_code, node_code, entity_type, min(precedence) as precedence
    from (
        select edition_code, node_code, entity_type, precedence
        from scores
        group by edition_code, node_code, entity_type, precedence
        having sum(score_high - score_low) = 0
    ) as exact
    group by edition_code, node_code, entity_type
)

select
    scores.edition_code, scores.framework_code, scores.framework_edition, scores.entity_code, scores.entity_type,
    scores.node_code, scores.level, scores.basis, scores.score, scores.maximum, scores.status
from scores
inner join chosen
    on chosen.edition_code = scores.edition_code
    and chosen.node_code = scores.node_code
    and chosen.entity_type = scores.entity_type
    and chosen.precedence = scores.precedence
