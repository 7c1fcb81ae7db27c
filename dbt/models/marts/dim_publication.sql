-- dim_publication: an edition of a series, with how much of it was read and accepted
with editions as (
    select * from {{ ref('int_editions') }}
),

tables as (
    select
        edition_code,
        cast(count(*) as integer) as tables_read,
        cast(sum(rows_expected) as integer) as rows_expected,
        cast(sum(rows_accepted) as integer) as rows_accepted,
        cast(sum(rows_held_back) as integer) as rows_held_back
    from {{ ref('int_tables') }}
    group by edition_code
)

select
    editions.edition_code,
    editions.series_code,
    editions.framework_code,
    editions.framework_edition,
    editions.period,
    editions.bodies_as_of,
    editions.published_on,
    editions.title_vi,
    editions.title_en,
    editions.issuer,
    editions.input_hash,
    coalesce(tables.tables_read, 0) as tables_read,
    coalesce(tables.rows_expected, 0) as rows_expected,
    coalesce(tables.rows_accepted, 0) as rows_accepted,
    coalesce(tables.rows_held_back, 0) as rows_held_back
from editions
left join tables on tables.edition_code = editions.edition_code
