-- fct_next_rank: the figure that an indicator alone would need to draw level with the next body ahead
select
    edition_code,
    entity_code,
    entity_type,
    node_code,
    ordinal,
    ahead_entity_code,
    gain_needed,
    value_from,
    value_needed,
    share_of_scale,
    is_within_reach,
    leader_value
from {{ ref('int_next_ranks') }}
