-- rpt_entity_history: a body from one change to the next, and the body that took its place
with periods as (
    select * from {{ ref('dim_entity_period') }}
),

entities as (
    select * from {{ ref('dim_entity') }}
),

successions as (
    select * from {{ ref('bridge_entity_succession') }}
)

select
    periods.entity_code,
    periods.entity_type,
    periods.official_code,
    periods.name_vi,
    periods.name_en,
    periods.unit_type_vi,
    periods.unit_type_en,
    periods.region,
    entities.slug,
    entities.parent_code,
    periods.valid_from,
    periods.valid_to,
    case when periods.is_last then entities.ended_by end as ended_by,
    successions.successor_code,
    successors.name_vi as successor_name_vi,
    coalesce(successions.source, periods.source) as source,
    -- As sure as the less sure of the two: the time itself and its end.
    case
        when 'unconfirmed' in (periods.verified, coalesce(successions.verified, '')) then 'unconfirmed'
        when 'memory' in (periods.verified, coalesce(successions.verified, '')) then 'memory'
        else coalesce(periods.verified, successions.verified)
    end as verified
from periods
inner join entities on entities.entity_code = periods.entity_code
left join successions
    on periods.is_last
    and successions.predecessor_code = periods.entity_code
left join entities as successors on successors.entity_code = successions.successor_code
