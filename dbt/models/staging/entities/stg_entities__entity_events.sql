-- entity_events: what happened to a body: merged, renamed, carved out
select
    cast(event as varchar) as event,
    cast(event_date as date) as event_date,
    cast(predecessor_code as varchar) as predecessor_code,
    cast(successor_code as varchar) as successor_code,
    cast(source as varchar) as source,
    cast(verified as varchar) as verified
from {{ ref('entity_events') }}
