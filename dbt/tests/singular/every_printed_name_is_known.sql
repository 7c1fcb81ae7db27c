-- A name of an accepted row that no body bears on the day of the edition; with the known names that begin alike.
-- To mend: a new spelling is a row of entity_names, a new body a row of entities.
with unknown_names as (
    select * from {{ ref('int_mentions_resolved') }} where entity_code is null
),

known_names as (
    select
        names.name,
        names.name_key,
        entities.entity_type
    from {{ ref('stg_entities__entity_names') }} as names
    inner join {{ ref('stg_entities__entities') }} as entities
        on entities.entity_code = names.entity_code
)

select
    unknown_names.cell_id,
    unknown_names.name_printed,
    unknown_names.bodies_as_of,
    string_agg(distinct known_names.name, ', ') as known_names_that_begin_alike
from unknown_names
left join known_names
    on known_names.entity_type = unknown_names.entity_type
    and substr(known_names.name_key, 1, 4) = substr(unknown_names.name_key, 1, 4)
group by unknown_names.cell_id, unknown_names.name_printed, unknown_names.bodies_as_of
