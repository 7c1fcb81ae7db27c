-- dim_source_file: a document, known by its sha256
select
    edition_code,
    file_name,
    sha256,
    media_type,
    document_kind,
    bytes,
    pages,
    cells_read
from {{ ref('int_source_files') }}
