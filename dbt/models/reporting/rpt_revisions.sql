-- rpt_revisions: a part of a revision, for editions that were restated
select
    parts.edition_code,
    publications.period,
    parts.revision,
    parts.revisions_of_edition,
    parts.part_kind,
    parts.table_code,
    parts.title_vi,
    parts.title_en,
    parts.entity_code,
    parts.file_name,
    parts.file_sha256,
    parts.page_first,
    parts.page_last,
    parts.rows_read,
    parts.status,
    parts.replaced_by,
    parts.rows_added,
    parts.rows_removed,
    parts.cells_changed
from {{ ref('fct_revision') }} as parts
inner join {{ ref('dim_publication') }} as publications on publications.edition_code = parts.edition_code
where parts.revisions_of_edition > 1
