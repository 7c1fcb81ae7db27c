-- int_figures: every figure that can be checked: in a cell, in the words of a cell, in the prose
with cells as (
    select * from {{ ref('int_cells') }}
),

readings as (
    select * from {{ ref('stg_raw__readings') }}
),

statements as (
    select * from {{ ref('stg_raw__statements') }}
),

editions as (
    select * from {{ ref('int_editions') }}
),

figures as (
    select
        cell_id, edition_code, series_code, table_code, table_key, row_number, row_kind, column_key,
        'value' as quantity, text_printed, value, decimals, unit, page, true as is_read,
        table_ordinal, column_ordinal, 1 as reading_ordinal
    from cells

    union all

    select
        cells.cell_id, cells.edition_code, cells.series_code, cells.table_code, cells.table_key,
        cells.row_number, cells.row_kind, cells.column_key,
        readings.quantity, readings.text_printed, readings.value, readings.decimals, readings.unit,
        cells.page, readings.status = 'read' as is_read,
        cells.table_ordinal, cells.column_ordinal, readings.ordinal as reading_ordinal
    from readings
    inner join cells on cells.cell_id = readings.cell_id

    union all

    select
        statements.cell_id, statements.edition_code, editions.series_code,
        'prose' as table_code, 'prose' as table_key, statements.ordinal as row_number,
        'data' as row_kind, statements.statement_key as column_key,
        statements.figure as quantity, statements.text_printed, statements.value, statements.decimals,
        statements.unit, statements.page, true as is_read,
        0 as table_ordinal, 1 as column_ordinal, 1 as reading_ordinal
    from statements
    inner join editions on editions.edition_code = statements.edition_code
)

select
    figures.*,
    row_labels.row_label
from figures
left join {{ ref('int_rows') }} as row_labels
    on row_labels.edition_code = figures.edition_code
    and row_labels.table_code = figures.table_code
    and row_labels.row_number = figures.row_number
