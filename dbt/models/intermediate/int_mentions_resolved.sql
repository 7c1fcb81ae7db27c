-- int_mentions_resolved: a body named in an accepted row; entity_code is empty where nobody bears the name
with mentions as (
    select * from {{ ref('stg_raw__mentions') }}
),

accepted_rows as (
    select * from {{ ref('stg_raw__printed_rows') }} where status = 'accepted'
),

printed_tables as (
    select * from {{ ref('stg_raw__printed_tables') }} where repeats is null
),

editions as (
    select * from {{ ref('int_editions') }}
),

known_names as (
    select
        names.name_key,
        names.entity_code,
        entities.entity_type,
        entities.parent_code,
        entities.name_vi,
        names.name_kind,
        names.valid_from,
        names.valid_to
    from {{ ref('stg_entities__entity_names') }} as names
    inner join {{ ref('stg_entities__entities') }} as entities
        on entities.entity_code = names.entity_code
)

select
    mentions.cell_id,
    mentions.edition_code,
    mentions.table_code,
    printed_tables.table_key,
    mentions.row_number,
    mentions.ordinal,
    mentions.name_printed,
    mentions.name_key,
    coalesce(known_names.entity_type, printed_tables.entity_type) as entity_type,
    editions.bodies_as_of,
    known_names.entity_code,
    known_names.name_vi,
    known_names.name_kind
from mentions
inner join accepted_rows
    on accepted_rows.edition_code = mentions.edition_code
    and accepted_rows.table_code = mentions.table_code
    and accepted_rows.row_number = mentions.row_number
inner join printed_tables
    on printed_tables.edition_code = mentions.edition_code
    and printed_tables.table_code = mentions.table_code
inner join editions on editions.edition_code = mentions.edition_code
left join known_names
    on known_names.name_key = mentions.name_key
    -- A list may name bodies of several types: `department district`.
    and ' ' || printed_tables.entity_type || ' ' like '% ' || known_names.entity_type || ' %'
    -- Two provinces have departments of one name: the edition says whose bodies it is about, beside the nation's.
    and coalesce(known_names.parent_code, '') in ('', coalesce(editions.bodies_of, ''))
    and (known_names.valid_from is null or known_names.valid_from <= editions.bodies_as_of)
    and (known_names.valid_to is null or known_names.valid_to >= editions.bodies_as_of)
