-- int_today_bodies: a body of the time of an edition under the body of today that has taken its place, over any number
-- of mergers and renamings, of whatever type it was; carving out or handing over a part passes nothing on
with recursive entities as (
    select * from {{ ref('int_entities') }}
),

succession as (
    select predecessor_code, successor_code from {{ ref('int_entity_succession') }}
),

lineage (today_code, entity_code) as (
    select entity_code, entity_code
    from entities
    where valid_to is null

    {{ union_in_recursion() }}

    select lineage.today_code, succession.predecessor_code
    from lineage
    inner join succession on succession.successor_code = lineage.entity_code
)

select
    editions.edition_code,
    lineage.today_code,
    lineage.entity_code,
    entities.entity_type,
    entities.name_vi,
    cast(count(*) over (partition by editions.edition_code, lineage.today_code) as integer) as bodies_then
from {{ ref('int_editions') }} as editions
inner join entities
    on (entities.valid_from is null or entities.valid_from <= editions.bodies_as_of)
    and (entities.valid_to is null or entities.valid_to >= editions.bodies_as_of)
inner join (select distinct today_code, entity_code from lineage) as lineage
    on lineage.entity_code = entities.entity_code
