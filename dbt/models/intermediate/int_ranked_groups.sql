-- int_ranked_groups: how many bodies are ranked in a node of a year: those ranked in print, or, where a publication
-- prints a part of the list of an index that is not its own, all bodies of the kind that were there and not excluded
with periods as (
    select * from {{ ref('int_series_periods') }}
),

frameworks as (
    select * from {{ ref('stg_framework__frameworks') }}
),

excluded as (
    select * from {{ ref('stg_entities__excluded_entities') }}
),

ranked as (
    select
        period_key, node_code, entity_type, cast(count(*) as integer) as bodies_told
    from {{ ref('int_period_results') }}
    where rank_published is not null or rank_recomputed is not null
    group by period_key, node_code, entity_type
),

blocks as (
    select distinct period_key, entity_type from ranked
),

there as (
    select periods.period_key, blocks.entity_type, cast(count(*) as integer) as bodies_there
    from blocks
    inner join periods on periods.period_key = blocks.period_key
    inner join frameworks on frameworks.framework_code = periods.framework_code
    inner join {{ ref('int_editions') }} as editions on editions.edition_code = periods.edition_code
    inner join {{ ref('int_entities') }} as entities
        on entities.entity_type = blocks.entity_type
        and coalesce(entities.parent_code, '') in ('', coalesce(editions.bodies_of, ''))
        and (entities.valid_from is null or entities.valid_from <= periods.bodies_as_of)
        and (entities.valid_to is null or entities.valid_to >= periods.bodies_as_of)
    left join excluded
        on excluded.edition_code = periods.period_key
        and excluded.entity_code = entities.entity_code
    where frameworks.series_code <> periods.series_code and excluded.entity_code is null
    group by periods.period_key, blocks.entity_type
)

select
    ranked.period_key, ranked.node_code, ranked.entity_type, ranked.bodies_told,
    coalesce(there.bodies_there, ranked.bodies_told) as bodies
from ranked
left join there
    on there.period_key = ranked.period_key
    and there.entity_type = ranked.entity_type
