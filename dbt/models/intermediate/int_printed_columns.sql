-- int_printed_columns: a column of a printed table, with the titles, notes and place of the table
select
    columns.*,
    tables.title_vi,
    tables.title_en,
    tables.notes,
    tables.caption_printed,
    tables.page_first,
    tables.page_last,
    tables.sheet,
    files.file_name
from {{ ref('stg_raw__printed_columns') }} as columns
inner join {{ ref('stg_raw__printed_tables') }} as tables
    on tables.edition_code = columns.edition_code
    and tables.table_code = columns.table_code
left join {{ ref('stg_raw__source_files') }} as files
    on files.edition_code = tables.edition_code
    and files.sha256 = tables.file_sha256
