-- int_told_results: a result of an index that a table tells, of the body that bore the name in the period told
with told as (
    select
        *,
        cast(cast(period_year as varchar) || '-12-31' as date) as told_as_of
    from {{ ref('int_told_cells') }}
),

framework_editions as (
    select * from {{ ref('stg_framework__framework_editions') }}
),

entities as (
    select * from {{ ref('int_entities') }}
),

-- A body stands for the one before it where that one had the same name, or another name for the same body.
bearers as (
    select entity_code as entity_named, entity_code from entities

    union all

    select succession.successor_code as entity_named, succession.predecessor_code as entity_code
    from {{ ref('int_entity_succession') }} as succession
    inner join entities as before_it on before_it.entity_code = succession.predecessor_code
    inner join entities as after_it on after_it.entity_code = succession.successor_code
    where succession.event = 'renamed' or before_it.name_vi = after_it.name_vi
),

bodies as (
    select
        told.cell_id, told.node_code, told.entity_named,
        min(entities.entity_code) as entity_code,
        min(entities.entity_type) as entity_type
    from told
    inner join bearers on bearers.entity_named = told.entity_named
    inner join entities
        on entities.entity_code = bearers.entity_code
        and (entities.valid_from is null or entities.valid_from <= told.told_as_of)
        and (entities.valid_to is null or entities.valid_to >= told.told_as_of)
    group by told.cell_id, told.node_code, told.entity_named
    having count(*) = 1
)

select
    told.cell_id, told.edition_code, told.table_code, told.table_key, told.table_ordinal, told.row_number,
    told.column_ordinal, told.row_label, told.page, told.text_printed, told.figure,
    told.framework_code, framework_editions.framework_edition, told.node_code,
    told.entity_named, bodies.entity_code, bodies.entity_type, told.period_year,
    told.period_year = told.edition_year as is_own_period, told.value, told.decimals
from told
left join framework_editions
    on framework_editions.framework_code = told.framework_code
    and framework_editions.period_from <= told.period_year
    and coalesce(framework_editions.period_to, told.period_year) >= told.period_year
left join bodies
    on bodies.cell_id = told.cell_id
    and bodies.node_code = told.node_code
    and bodies.entity_named = told.entity_named
