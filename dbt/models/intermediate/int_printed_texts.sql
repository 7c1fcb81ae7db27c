-- int_printed_texts: what is printed in a cell, in a header, in all headers of a table: what a reader's finding rests on
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
    string_agg(column_key || ': ' || header_printed, '; ' order by ordinal)
from columns
group by edition_code, table_code
