-- printed_tables: a printed table of an edition
select
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(table_key as varchar) as table_key,
    cast(file_sha256 as varchar) as file_sha256,
    cast(sheet as varchar) as sheet,
    cast(nullif(repeats, '') as varchar) as repeats,
    cast(ordinal as integer) as ordinal,
    cast(title_vi as varchar) as title_vi,
    cast(title_en as varchar) as title_en,
    cast(caption_printed as varchar) as caption_printed,
    cast(entity_type as varchar) as entity_type,
    cast(page_first as integer) as page_first,
    cast(page_last as integer) as page_last,
    cast(nullif(notes, '') as varchar) as notes,
    cast(rows_expected as integer) as rows_expected,
    cast(rows_read as integer) as rows_read
from {{ source('raw', 'printed_tables') }}
