-- check_failures: one failure of a check
select
    cast(edition_code as varchar) as edition_code,
    cast(ordinal as integer) as ordinal,
    cast(table_code as varchar) as table_code,
    cast(row_number as integer) as row_number,
    cast(nullif(column_key, '') as varchar) as column_key,
    cast(nullif(cell_id, '') as varchar) as cell_id,
    cast(check_code as varchar) as check_code,
    cast(kind as varchar) as kind,
    cast(nullif(fault_kind, '') as varchar) as fault_kind,
    cast(printed as varchar) as printed,
    cast(expected as varchar) as expected,
    cast(why_en as varchar) as why_en,
    cast(why_vi as varchar) as why_vi
from {{ source('raw', 'check_failures') }}
