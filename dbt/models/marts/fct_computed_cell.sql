-- fct_computed_cell: a cell of the published tables, computed again where it can be
with cells as (
    select * from {{ ref('int_computed_cells') }}
),

columns as (
    select * from {{ ref('int_printed_columns') }}
)

select
    cells.edition_code,
    cells.table_code,
    cells.table_key,
    columns.title_vi as table_title_vi,
    columns.title_en as table_title_en,
    columns.caption_printed,
    columns.notes as table_notes,
    columns.file_name,
    columns.page_first as page,
    columns.page_last,
    columns.sheet,
    cells.table_ordinal,
    cells.table_form,
    cells.entity_type,
    cells.entity_code,
    cells.row_number,
    cells.row_kind,
    cells.row_order,
    cells.column_key,
    cells.column_ordinal,
    columns.header_printed,
    columns.data_type,
    cells.quantity,
    cells.node_code,
    cells.input_key,
    cells.value,
    cells.is_computed,
    cells.value_printed,
    cells.decimals_printed,
    columns.unit,
    cells.text_printed,
    cells.cell_id,
    cells.band_code,
    cells.band_heading
from cells
inner join columns
    on columns.edition_code = cells.edition_code
    and columns.table_code = cells.table_code
    and columns.column_key = cells.column_key
