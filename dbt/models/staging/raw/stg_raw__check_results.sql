-- check_results: a check over a table, with what failed
select
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(column_key as varchar) as column_key,
    cast(check_code as varchar) as check_code,
    cast(title_en as varchar) as check_name_en,
    cast(title_vi as varchar) as check_name_vi,
    cast(kind as varchar) as kind,
    cast(outcome as varchar) as outcome,
    cast(checked as integer) as checked,
    cast(failing as integer) as failing
from {{ source('raw', 'check_results') }}
