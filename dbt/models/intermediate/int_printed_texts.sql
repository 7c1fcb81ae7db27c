-- int_printed_texts: what is printed in a cell, in a header, in all headers of a table, in its caption, in a figure of
-- the prose: what a reader's finding rests on
with columns as (
    select columns.*
    from {{ ref('stg_raw__printed_columns') }} as columns
    inner join {{ ref('int_tables') }} as tables
        on tables.edition_code = columns.edition_code
        and tables.table_code = columns.table_code
)

select cell_id, edition_code, table_code, row_number, text_printed
from {{ ref('int_cells') }}

union all

select
    edition_code || ':' || table_code || ':header:' || column_key, edition_code, table_code, null, header_printed
from columns

union all

select
    edition_code || ':' || table_code || ':header:*', edition_code, table_code, null,
    {{ joined_texts("column_key || ': ' || header_printed", '; ', 'ordinal') }}
from columns
group by edition_code, table_code

union all

select edition_code || ':' || table_code || ':caption', edition_code, table_code, null, caption_printed
from {{ ref('stg_raw__printed_tables') }}
where repeats is null

union all

select cell_id, edition_code, 'prose', ordinal, text_printed
from {{ ref('stg_raw__statements') }}
