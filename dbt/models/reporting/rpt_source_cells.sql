-- rpt_source_cells: where a figure stands in the documents: file, page and box, or sheet and cell
with cells as (
    select * from {{ ref('fct_source_cell') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
)

select
    cells.cell_id,
    cells.source_kind,
    cells.edition_code,
    publications.period,
    cells.table_code,
    cells.row_number,
    cells.column_key,
    cells.header_printed,
    cells.text_printed,
    cells.value,
    cells.unit,
    cells.file_name,
    cells.file_sha256,
    cells.page,
    cells.box_x0,
    cells.box_top,
    cells.box_x1,
    cells.box_bottom,
    cells.row_x0,
    cells.row_top,
    cells.row_x1,
    cells.row_bottom,
    cells.sheet,
    cells.sheet_cell,
    cells.confidence
from cells
inner join publications on publications.edition_code = cells.edition_code
