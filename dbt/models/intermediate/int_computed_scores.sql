-- int_computed_scores: points that are computed, by inputs or by the print; those that are given have nothing behind them
with leaves as (
    select * from {{ ref('int_leaf_scores') }}
)

select
    scores.*,
    leaves.rate,
    leaves.score_kind
from {{ ref('int_node_scores') }} as scores
left join leaves
    on leaves.edition_code = scores.edition_code
    and leaves.entity_code = scores.entity_code
    and leaves.node_code = scores.node_code
    and leaves.basis = scores.basis
where coalesce(leaves.score_kind, '') <> 'given'
