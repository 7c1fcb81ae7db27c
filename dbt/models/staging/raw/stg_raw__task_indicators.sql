-- task_indicators: an indicator that a task serves
select
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(row_number as integer) as row_number,
    cast(ordinal as integer) as ordinal,
    cast(name_printed as varchar) as name_printed,
    cast(nullif(node_code, '') as varchar) as node_code
from {{ source('raw', 'task_indicators') }}
