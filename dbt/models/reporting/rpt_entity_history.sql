-- rpt_entity_history: a body, the period of its existence and the body that took its place
with entities as (
    select * from {{ ref('dim_entity') }}
),

successions as (
    select * from {{ ref('bridge_entity_succession') }}
)

select
    entities.entity_code,
    entities.entity_type,
    entities.official_code,
    entities.name_vi,
    entities.name_en,
    entities.region,
    entities.valid_from,
    entities.valid_to,
    entities.ended_by,
    successions.successor_code,
    successors.name_vi as successor_name_vi,
    successions.source
from entities
left join successions on successions.predecessor_code = entities.entity_code
left join entities as successors on successors.entity_code = successions.successor_code
