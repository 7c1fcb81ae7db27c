-- cells: a cell: text as printed, and its value where the text is one figure
select
    cast(cell_id as varchar) as cell_id,
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(row_number as integer) as row_number,
    cast(row_kind as varchar) as row_kind,
    cast(column_key as varchar) as column_key,
    cast(text_printed as varchar) as text_printed,
    cast(value as decimal(28,10)) as value,
    cast(unit as varchar) as unit,
    cast(decimals as integer) as decimals,
    cast(page as integer) as page,
    cast(box_x0 as decimal(28,10)) as box_x0,
    cast(box_top as decimal(28,10)) as box_top,
    cast(box_x1 as decimal(28,10)) as box_x1,
    cast(box_bottom as decimal(28,10)) as box_bottom,
    cast(sheet_cell as varchar) as sheet_cell,
    cast(confidence as decimal(28,10)) as confidence,
    cast(file_sha256 as varchar) as file_sha256
from {{ source('raw', 'cells') }}
