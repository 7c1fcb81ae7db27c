-- Two bodies of one type and parent that bear one name on the same day: a printed name would mean both.
with known_names as (
    select
        names.name_key,
        names.entity_code,
        entities.entity_type,
        coalesce(entities.parent_code, '') as parent_code,
        coalesce(names.valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(names.valid_to, cast('9999-12-31' as date)) as valid_to
    from {{ ref('stg_entities__entity_names') }} as names
    inner join {{ ref('stg_entities__entities') }} as entities
        on entities.entity_code = names.entity_code
)

select
    one.name_key,
    one.entity_code,
    another.entity_code as another_entity_code
from known_names as one
inner join known_names as another
    on another.name_key = one.name_key
    and another.entity_type = one.entity_type
    and another.parent_code = one.parent_code
    and another.entity_code > one.entity_code
where one.valid_from <= another.valid_to and another.valid_from <= one.valid_to
