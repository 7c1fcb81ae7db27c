-- int_source_cells: whatever a document says, with the name of the document and, on a page, its box and that of its row;
-- a header stands above the first row of its table
select
    texts.source_kind, texts.cell_id, texts.edition_code, texts.table_code, texts.row_number, texts.column_key,
    texts.header_printed, texts.text_printed, texts.value, nullif(texts.unit, '') as unit,
    files.file_name, texts.file_sha256, texts.page,
    cells.box_x0, cells.box_top, cells.box_x1, cells.box_bottom,
    boxes.row_x0, boxes.row_top, boxes.row_x1, boxes.row_bottom,
    nullif(texts.sheet, '') as sheet, nullif(texts.sheet_cell, '') as sheet_cell, texts.confidence
from {{ ref('int_source_texts') }} as texts
left join {{ ref('stg_raw__source_files') }} as files
    on files.edition_code = texts.edition_code
    and files.sha256 = texts.file_sha256
left join {{ ref('stg_raw__cells') }} as cells on cells.cell_id = texts.cell_id
left join {{ ref('int_row_boxes') }} as boxes
    on texts.source_kind in ('table_cell', 'header')
    and boxes.edition_code = texts.edition_code
    and boxes.table_code = texts.table_code
    and boxes.row_number = coalesce(texts.row_number, 1)
    and boxes.page = texts.page
