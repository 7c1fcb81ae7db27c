-- printed_columns: a column of a printed table
select
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(column_key as varchar) as column_key,
    cast(ordinal as integer) as ordinal,
    cast(header_printed as varchar) as header_printed,
    cast(data_type as varchar) as data_type,
    cast(unit as varchar) as unit
from {{ source('raw', 'printed_columns') }}
