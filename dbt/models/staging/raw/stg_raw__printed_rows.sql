-- printed_rows: a printed row: accepted, or held back by a check
select
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(row_number as integer) as row_number,
    cast(row_kind as varchar) as row_kind,
    cast(status as varchar) as status
from {{ source('raw', 'printed_rows') }}
