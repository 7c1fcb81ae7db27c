-- int_entity_succession: which body took the place of which; carving out a part ends no body
select
    predecessor_code,
    successor_code,
    event,
    event_date,
    source,
    verified
from {{ ref('stg_entities__entity_events') }}
where event in ('merged', 'renamed') and successor_code is not null
