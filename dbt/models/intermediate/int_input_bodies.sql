-- int_input_bodies: a body whose points an edition computes: it sent a form, or stands in a table of inputs, or did
-- so in an earlier edition of the series
with editions as (
    select * from {{ ref('int_editions') }} where framework_edition is not null
),

entities as (
    select * from {{ ref('int_entities') }}
),

told as (
    select edition_code, entity_code, 1 as precedence, 'form' as source, cast(null as integer) as row_number
    from {{ ref('stg_raw__forms') }}
    where status = 'counted' and entity_code is not null

    union all

    select distinct mentions.edition_code, mentions.entity_code, 2, 'consolidated', mentions.row_number
    from {{ ref('int_mentions_resolved') }} as mentions
    inner join {{ ref('int_cells') }} as cells
        on cells.edition_code = mentions.edition_code
        and cells.table_code = mentions.table_code
        and cells.row_number = mentions.row_number
    inner join editions on editions.edition_code = cells.edition_code
    inner join {{ ref('stg_framework__input_sources') }} as input_sources
        on input_sources.framework_code = editions.framework_code
        and input_sources.framework_edition = editions.framework_edition
        and input_sources.table_key = cells.table_key
        and input_sources.column_key = cells.column_key
    where mentions.entity_code is not null and input_sources.basis = 'inputs'
),

own as (
    select
        edition_code,
        entity_code,
        case min(precedence) when 1 then 'form' else 'consolidated' end as source,
        min(row_number) as entry_order
    from told
    group by edition_code, entity_code
),

-- Only where the edition has figures of somebody: one of which nothing but the report is there computes nothing.
left_out as (
    select distinct
        editions.edition_code,
        own.entity_code
    from editions
    inner join editions as earlier
        on earlier.series_code = editions.series_code
        and earlier.period < editions.period
    inner join own on own.edition_code = earlier.edition_code
    inner join entities
        on entities.entity_code = own.entity_code
        and (entities.valid_from is null or entities.valid_from <= editions.bodies_as_of)
        and (entities.valid_to is null or entities.valid_to >= editions.bodies_as_of)
    left join {{ ref('stg_entities__excluded_entities') }} as excluded
        on excluded.edition_code = editions.edition_code
        and excluded.entity_code = own.entity_code
    where excluded.entity_code is null
        and exists (select 1 from own as present where present.edition_code = editions.edition_code)
        and not exists (
            select 1 from own as present
            where present.edition_code = editions.edition_code and present.entity_code = own.entity_code
        )
),

bodies as (
    select edition_code, entity_code, source, entry_order from own

    union all

    select edition_code, entity_code, 'earlier', null from left_out
)

select
    bodies.edition_code,
    editions.series_code,
    editions.period,
    editions.framework_code,
    editions.framework_edition,
    bodies.entity_code,
    entities.entity_type,
    bodies.source,
    cast(bodies.entry_order as integer) as entry_order
from bodies
inner join editions on editions.edition_code = bodies.edition_code
inner join entities on entities.entity_code = bodies.entity_code
