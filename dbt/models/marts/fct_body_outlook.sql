-- fct_body_outlook: where a body stands in the whole index, and what the next place and band ask for
select
    edition_code,
    entity_code,
    entity_type,
    node_code,
    total,
    maximum,
    entity_rank,
    rank_low,
    rank_high,
    entities_ranked,
    band_code,
    next_band_code,
    next_band_from,
    points_to_next_band,
    ahead_entity_code,
    ahead_points,
    points_to_next_rank
from {{ ref('int_body_outlook') }}
