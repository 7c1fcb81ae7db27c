-- fct_weight_sensitivity: how the rank of a body moves when the weights do
select
    edition_code,
    entity_code,
    entity_type,
    scheme,
    seed,
    draws,
    bodies_compared,
    rank_published,
    rank_present,
    rank_best,
    rank_p05,
    rank_median,
    rank_p95,
    rank_worst,
    share_better,
    share_same
from {{ ref('int_weight_sensitivity') }}
