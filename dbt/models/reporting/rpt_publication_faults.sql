-- rpt_publication_faults: what is wrong in a publication, with the reason and the evidence
with faults as (
    select * from {{ ref('fct_publication_fault') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
)

select
    faults.cell_id,
    faults.kind,
    faults.edition_code,
    publications.period,
    faults.table_code,
    faults.row_number,
    faults.printed,
    faults.expected,
    faults.why_en as why,
    faults.why_vi,
    faults.evidence_en as evidence,
    faults.evidence_vi,
    faults.status
from faults
inner join publications on publications.edition_code = faults.edition_code
