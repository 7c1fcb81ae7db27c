-- mentions: a body named in a cell
select
    cast(cell_id as varchar) as cell_id,
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(row_number as integer) as row_number,
    cast(ordinal as integer) as ordinal,
    cast(name_printed as varchar) as name_printed,
    cast(remark_printed as varchar) as remark_printed,
    cast(name_key as varchar) as name_key
from {{ source('raw', 'mentions') }}
