-- fct_publication_fault: what is wrong in a publication
select
    edition_code,
    cell_id,
    table_code,
    row_number,
    kind,
    printed,
    expected,
    why_en,
    why_vi,
    evidence_en,
    evidence_vi,
    status
from {{ ref('int_publication_faults') }}
