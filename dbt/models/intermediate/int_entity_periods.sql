-- int_entity_periods: a body from one change to the next, of kind of unit or region; its name and code last as long as it
with entities as (
    select * from {{ ref('int_entities') }}
),

periods as (
    select * from {{ ref('stg_entities__entity_periods') }}
)

select
    entities.entity_code, entities.entity_type, entities.official_code, entities.name_vi, entities.name_en,
    periods.unit_type_vi, periods.unit_type_en,
    coalesce(periods.region, entities.region) as region,
    coalesce(periods.valid_from, entities.valid_from) as valid_from,
    case when periods.entity_code is null then entities.valid_to else periods.valid_to end as valid_to,
    periods.source, periods.verified,
    row_number() over (
        partition by entities.entity_code order by periods.valid_to desc nulls first
    ) = 1 as is_last
from entities
left join periods on periods.entity_code = entities.entity_code
