-- int_source_files: a document of an edition, with what was read from it
with source_files as (
    select * from {{ ref('stg_raw__source_files') }}
),

cells as (
    select
        edition_code,
        file_sha256 as sha256,
        cast(count(*) as integer) as cells_read
    from (
        select edition_code, file_sha256 from {{ ref('stg_raw__cells') }}

        union all

        select edition_code, file_sha256 from {{ ref('stg_raw__form_inputs') }}
    ) as cells
    group by edition_code, file_sha256
)

select
    source_files.edition_code,
    source_files.file_name,
    source_files.sha256,
    source_files.media_type,
    source_files.document_kind,
    source_files.bytes,
    source_files.pages,
    coalesce(cells.cells_read, 0) as cells_read
from source_files
left join cells
    on cells.edition_code = source_files.edition_code
    and cells.sha256 = source_files.sha256
