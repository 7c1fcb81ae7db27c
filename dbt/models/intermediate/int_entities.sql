-- int_entities: a body with the event that ended it
with entities as (
    select * from {{ ref('stg_entities__entities') }}
),

endings as (
    select
        predecessor_code as entity_code,
        min(event) as ended_by,
        min(source) as ended_by_source
    from {{ ref('stg_entities__entity_events') }}
    where event in ('merged', 'renamed', 'left_government')
    group by predecessor_code
)

select
    entities.entity_code,
    entities.entity_type,
    entities.name_vi,
    entities.name_en,
    entities.official_code,
    entities.region,
    entities.parent_code,
    entities.slug,
    entities.valid_from,
    entities.valid_to,
    endings.ended_by,
    endings.ended_by_source
from entities
left join endings on endings.entity_code = entities.entity_code
