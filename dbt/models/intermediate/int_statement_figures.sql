-- int_statement_figures: a figure told in the prose, with the node, the body and the year that it is about
with meanings as (
    select * from {{ ref('stg_framework__statement_figures') }}
),

editions as (
    select * from {{ ref('int_editions') }}
),

framework_editions as (
    select * from {{ ref('stg_framework__framework_editions') }}
),

told as (
    select
        statements.*,
        editions.series_code, editions.period_year as edition_year, editions.bodies_of, editions.bodies_as_of,
        meanings.framework_code, meanings.node_code, meanings.about, meanings.body,
        editions.period_year + meanings.period_offset as period_year, meanings.of_statement
    from {{ ref('stg_raw__statements') }} as statements
    inner join editions on editions.edition_code = statements.edition_code
    inner join meanings
        on meanings.series_code = editions.series_code
        and meanings.statement_key = statements.statement_key
        and meanings.figure = statements.figure
),

-- Several bodies under one name (a province and a district): the one of the home's own kind is meant.
named as (
    select told.cell_id, min(names.entity_code) as entity_code
    from told
    inner join {{ ref('stg_entities__entity_names') }} as names
        on names.name_key = told.name_key
        and (names.valid_from is null or names.valid_from <= told.bodies_as_of)
        and (names.valid_to is null or names.valid_to >= told.bodies_as_of)
    inner join {{ ref('int_entities') }} as entities on entities.entity_code = names.entity_code
    inner join {{ ref('int_entities') }} as home
        on home.entity_code = told.bodies_of
        and home.entity_type = entities.entity_type
    group by told.cell_id
    having count(distinct names.entity_code) = 1
),

parents as (
    select framework_code, framework_edition, node_code, parent_node_code from {{ ref('int_nodes') }}
),

leaders as (
    select distinct framework_code, node_code, period_year, entity_code
    from {{ ref('int_rank_tellings') }}
    where place = 1 and rank_published = 1
)

select
    told.cell_id, told.edition_code, told.series_code, told.statement_key, told.ordinal, told.figure, told.about,
    told.text_printed, told.value, told.decimals, told.unit, told.page, told.body_printed, told.body,
    told.framework_code, framework_editions.framework_edition, told.node_code, told.of_statement,
    told.edition_year, told.period_year,
    case
        when told.body = 'leader' then leaders.entity_code
        when told.body_printed = '' then told.bodies_of
        else named.entity_code
    end as entity_code
from told
left join framework_editions
    on framework_editions.framework_code = told.framework_code
    and framework_editions.period_from <= told.period_year
    and coalesce(framework_editions.period_to, told.period_year) >= told.period_year
left join named on named.cell_id = told.cell_id
left join parents
    on parents.framework_code = told.framework_code
    and parents.framework_edition = framework_editions.framework_edition
    and parents.node_code = told.node_code
left join leaders
    on told.body = 'leader'
    and leaders.framework_code = told.framework_code
    and leaders.node_code = parents.parent_node_code
    and leaders.period_year = told.period_year
