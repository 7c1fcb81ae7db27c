-- reconciliation_notes: the wording of a note beside a verdict
select
    cast(note_code as varchar) as note_code,
    cast(note_vi as varchar) as note_vi,
    cast(note_en as varchar) as note_en
from {{ ref('reconciliation_notes') }}
