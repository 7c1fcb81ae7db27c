-- bridge_entity_succession: which body took the place of which, and when
select
    predecessor_code,
    successor_code,
    event,
    event_date,
    source,
    verified
from {{ ref('int_entity_succession') }}
