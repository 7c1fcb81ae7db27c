-- scale_repairs: a single cell that would explain a row if it said something else
select
    cast(cell_id as varchar) as cell_id,
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(node_code as varchar) as node_code,
    cast(row_number as integer) as row_number,
    cast(column_key as varchar) as column_key,
    cast(ordinal as integer) as ordinal,
    cast(printed as varchar) as printed,
    cast(repair_low as decimal(28,10)) as repair_low,
    cast(repair_high as decimal(28,10)) as repair_high,
    cast(reason_en as varchar) as reason_en,
    cast(reason_vi as varchar) as reason_vi
from {{ source('raw', 'scale_repairs') }}
