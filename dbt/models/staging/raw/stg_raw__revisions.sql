-- revisions: a part of a revision of an edition's documents
select
    cast(edition_code as varchar) as edition_code,
    cast(revision as integer) as revision,
    cast(kind as varchar) as part_kind,
    cast(table_code as varchar) as table_code,
    cast(file_sha256 as varchar) as file_sha256,
    cast(file_name as varchar) as file_name,
    cast(page_first as integer) as page_first,
    cast(page_last as integer) as page_last,
    cast(rows_read as integer) as rows_read,
    cast(status as varchar) as status,
    cast(replaced_by as integer) as replaced_by,
    cast(rows_added as integer) as rows_added,
    cast(rows_removed as integer) as rows_removed,
    cast(cells_changed as integer) as cells_changed
from {{ source('raw', 'revisions') }}
