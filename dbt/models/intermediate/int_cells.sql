-- int_cells: the cells of accepted rows, under the name that their table has over the editions; a table
-- that a second document prints again is a witness: the checks compare it, nothing here counts it twice
with cells as (
    select * from {{ ref('stg_raw__cells') }}
),

accepted_rows as (
    select * from {{ ref('stg_raw__printed_rows') }} where status = 'accepted'
),

printed_tables as (
    select * from {{ ref('stg_raw__printed_tables') }} where repeats is null
),

printed_columns as (
    select * from {{ ref('stg_raw__printed_columns') }}
),

editions as (
    select * from {{ ref('int_editions') }}
)

select
    cells.cell_id,
    cells.edition_code,
    editions.series_code,
    cells.table_code,
    printed_tables.table_key,
    printed_tables.entity_type,
    cells.row_number,
    cells.row_kind,
    cells.column_key,
    printed_tables.ordinal as table_ordinal,
    printed_columns.ordinal as column_ordinal,
    cells.text_printed,
    cells.value,
    cells.unit,
    cells.decimals,
    cells.page,
    cells.sheet_cell,
    cells.file_sha256
from cells
inner join accepted_rows
    on accepted_rows.edition_code = cells.edition_code
    and accepted_rows.table_code = cells.table_code
    and accepted_rows.row_number = cells.row_number
inner join printed_tables
    on printed_tables.edition_code = cells.edition_code
    and printed_tables.table_code = cells.table_code
inner join printed_columns
    on printed_columns.edition_code = cells.edition_code
    and printed_columns.table_code = cells.table_code
    and printed_columns.column_key = cells.column_key
inner join editions on editions.edition_code = cells.edition_code
