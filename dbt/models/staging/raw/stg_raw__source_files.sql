-- source_files: a document of an edition
select
    cast(edition_code as varchar) as edition_code,
    cast(file_name as varchar) as file_name,
    cast(sha256 as varchar) as sha256,
    cast(media_type as varchar) as media_type,
    cast(document_kind as varchar) as document_kind,
    cast(bytes as bigint) as bytes,
    cast(pages as integer) as pages
from {{ source('raw', 'source_files') }}
