-- int_compared_bodies: a body that an edition assesses, with the bodies that it is ranked and scaled with: all of its
-- type, or a pool of them
with editions as (
    select * from {{ ref('int_editions') }} where framework_edition is not null
),

entities as (
    select * from {{ ref('int_entities') }}
),

bodies as (
    select
        editions.edition_code,
        editions.framework_code,
        editions.framework_edition,
        entities.entity_code,
        entities.entity_type,
        coalesce(pools.pool_code, '') as rank_pool,
        case when pools.is_scaled_apart then pools.pool_code else '' end as scale_pool
    from editions
    inner join entities
        on (entities.parent_code is null or entities.parent_code = editions.bodies_of)
        and (entities.valid_from is null or entities.valid_from <= editions.bodies_as_of)
        and (entities.valid_to is null or entities.valid_to >= editions.bodies_as_of)
    left join {{ ref('stg_framework__rank_pools') }} as pools
        on pools.framework_code = editions.framework_code
        and pools.framework_edition = editions.framework_edition
        and pools.entity_code = entities.entity_code
    left join {{ ref('stg_entities__excluded_entities') }} as excluded
        on excluded.edition_code = editions.edition_code
        and excluded.entity_code = entities.entity_code
    where excluded.entity_code is null
)

select
    *,
    cast(count(*) over (partition by edition_code, entity_type, scale_pool) as integer) as bodies_compared,
    cast(count(*) over (partition by edition_code, entity_type, rank_pool) as integer) as bodies_ranked
from bodies
