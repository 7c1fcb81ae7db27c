-- int_tables: a printed table with its rows held back and the bodies that it ranks
with printed_tables as (
    select * from {{ ref('stg_raw__printed_tables') }} where repeats is null
),

held_back as (
    select
        edition_code,
        table_code,
        cast(count(*) as integer) as rows_held_back
    from {{ ref('stg_raw__printed_rows') }}
    where status = 'held_back'
    group by edition_code, table_code
),

accepted as (
    select
        edition_code,
        table_code,
        cast(count(*) as integer) as rows_accepted,
        cast(sum(bodies) as integer) as bodies
    from {{ ref('int_rows') }}
    group by edition_code, table_code
)

select
    printed_tables.edition_code,
    printed_tables.table_code,
    printed_tables.table_key,
    printed_tables.entity_type,
    printed_tables.rows_expected,
    coalesce(accepted.rows_accepted, 0) as rows_accepted,
    coalesce(held_back.rows_held_back, 0) as rows_held_back,
    coalesce(accepted.bodies, 0) as bodies
from printed_tables
left join held_back
    on held_back.edition_code = printed_tables.edition_code
    and held_back.table_code = printed_tables.table_code
left join accepted
    on accepted.edition_code = printed_tables.edition_code
    and accepted.table_code = printed_tables.table_code
