-- int_source_texts: whatever a document says that a figure can go back to: cells, headers and captions of tables,
-- figures that bodies filled in, figures and targets of the prose; with document, page and sheet
with tables as (
    select * from {{ ref('stg_raw__printed_tables') }}
),

columns as (
    select * from {{ ref('stg_raw__printed_columns') }}
),

-- Which document the prose counts of: the last revision.
prose as (
    select edition_code, table_code, file_sha256
    from {{ ref('stg_raw__revisions') }}
    where part_kind in ('prose', 'targets') and status = 'current'
)

select
    'table_cell' as source_kind, cells.cell_id, cells.edition_code, cells.table_code, cells.row_number,
    cells.column_key, columns.header_printed, cells.text_printed, cells.value, cells.unit, cells.file_sha256,
    cells.page, tables.sheet, cells.sheet_cell, cells.confidence
from {{ ref('stg_raw__cells') }} as cells
left join tables
    on tables.edition_code = cells.edition_code
    and tables.table_code = cells.table_code
left join columns
    on columns.edition_code = cells.edition_code
    and columns.table_code = cells.table_code
    and columns.column_key = cells.column_key

union all

select
    'header', columns.edition_code || ':' || columns.table_code || ':header:' || columns.column_key,
    columns.edition_code, columns.table_code, cast(null as integer), columns.column_key, columns.header_printed,
    columns.header_printed, cast(null as decimal(28, 10)), columns.unit, tables.file_sha256, tables.page_first,
    tables.sheet, cast(null as varchar), cast(null as decimal(28, 10))
from columns
inner join tables
    on tables.edition_code = columns.edition_code
    and tables.table_code = columns.table_code

union all

select
    'caption', edition_code || ':' || table_code || ':caption', edition_code, table_code, cast(null as integer),
    cast(null as varchar), cast(null as varchar), caption_printed, cast(null as decimal(28, 10)),
    cast(null as varchar), file_sha256, page_first, sheet, cast(null as varchar), cast(null as decimal(28, 10))
from tables

union all

select
    'form_cell', cell_id, edition_code, form_code, cast(null as integer), coalesce(nullif(input_key, ''), indicator),
    label_printed, text_printed, value, unit, file_sha256, cast(null as integer), sheet, sheet_cell, confidence
from {{ ref('stg_raw__form_inputs') }}

union all

select
    'statement', told.cell_id, told.edition_code, 'prose', told.ordinal, told.figure, cast(null as varchar),
    told.text_printed, told.value, told.unit, prose.file_sha256, told.page, cast(null as varchar),
    cast(null as varchar), cast(null as decimal(28, 10))
from {{ ref('stg_raw__statements') }} as told
left join prose
    on prose.edition_code = told.edition_code
    and prose.table_code = 'prose'

union all

select
    'target', told.cell_id, told.edition_code, 'targets', told.row_number, 'target', cast(null as varchar),
    told.text_printed, told.target, told.unit, prose.file_sha256, told.page, cast(null as varchar),
    cast(null as varchar), cast(null as decimal(28, 10))
from {{ ref('stg_raw__targets') }} as told
left join prose
    on prose.edition_code = told.edition_code
    and prose.table_code = 'targets'
