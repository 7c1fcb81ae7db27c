-- int_input_cells: an input of a body with the document, sheet and cell that it was read from
with inputs as (
    select *, coalesce(carried_from_edition, edition_code) as told_in_edition from {{ ref('int_inputs') }}
),

form_inputs as (
    select cell_id, form_code, sheet, sheet_cell from {{ ref('stg_raw__form_inputs') }} where kind = 'input'
),

files as (
    select * from {{ ref('stg_raw__source_files') }}
),

tables as (
    select * from {{ ref('stg_raw__printed_tables') }}
)

select
    inputs.*,
    files.file_name,
    coalesce(form_inputs.sheet, tables.sheet) as sheet,
    coalesce(form_inputs.sheet_cell, cells.sheet_cell) as sheet_cell
from inputs
left join form_inputs on form_inputs.cell_id = inputs.cell_id
left join {{ ref('int_cells') }} as cells on cells.cell_id = inputs.cell_id
left join tables
    on tables.edition_code = cells.edition_code
    and tables.table_code = cells.table_code
left join files
    on files.edition_code = inputs.told_in_edition
    and files.sha256 = inputs.file_sha256
