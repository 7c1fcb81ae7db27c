-- fct_revision: a part of a revision of an edition's documents
select
    edition_code,
    revision,
    revisions_of_edition,
    part_kind,
    table_code,
    title_vi,
    title_en,
    entity_code,
    file_name,
    file_sha256,
    page_first,
    page_last,
    rows_read,
    status,
    replaced_by,
    rows_added,
    rows_removed,
    cells_changed
from {{ ref('int_revisions') }}
