-- A body of a block of the edition, there on its day and not excluded from it, that no table ranks.
{{ config(severity='warn') }}

with editions as (
    select * from {{ ref('int_editions') }}
),

ranked as (
    select distinct
        edition_code,
        entity_type,
        entity_code
    from {{ ref('int_entity_results') }}
),

blocks as (
    select distinct
        edition_code,
        entity_type
    from ranked
),

excluded as (
    select * from {{ ref('stg_entities__excluded_entities') }}
)

select
    editions.edition_code,
    entities.entity_code,
    entities.name_vi
from blocks
inner join editions on editions.edition_code = blocks.edition_code
inner join {{ ref('int_entities') }} as entities
    on entities.entity_type = blocks.entity_type
    and coalesce(entities.parent_code, '') = coalesce(editions.bodies_of, '')
    and (entities.valid_from is null or entities.valid_from <= editions.bodies_as_of)
    and (entities.valid_to is null or entities.valid_to >= editions.bodies_as_of)
left join ranked
    on ranked.edition_code = blocks.edition_code
    and ranked.entity_code = entities.entity_code
left join excluded
    on excluded.edition_code = blocks.edition_code
    and excluded.entity_code = entities.entity_code
where ranked.entity_code is null and excluded.entity_code is null
