-- readings: a figure told in running words inside a cell
select
    cast(cell_id as varchar) as cell_id,
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(row_number as integer) as row_number,
    cast(column_key as varchar) as column_key,
    cast(ordinal as integer) as ordinal,
    cast(quantity as varchar) as quantity,
    cast(value as decimal(28,10)) as value,
    cast(decimals as integer) as decimals,
    cast(unit as varchar) as unit,
    cast(text_printed as varchar) as text_printed,
    cast(status as varchar) as status
from {{ source('raw', 'readings') }}
