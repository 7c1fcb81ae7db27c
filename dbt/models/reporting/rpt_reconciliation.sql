-- rpt_reconciliation: every published figure that can be recomputed, with the verdict
with reconciliation as (
    select * from {{ ref('fct_reconciliation') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
)

select
    reconciliation.cell_id,
    reconciliation.figure,
    reconciliation.node_code,
    reconciliation.entity_code,
    reconciliation.edition_code,
    publications.period,
    reconciliation.table_code,
    reconciliation.table_key,
    reconciliation.row_number,
    reconciliation.row_label,
    reconciliation.page,
    reconciliation.published_text,
    reconciliation.published_value,
    reconciliation.recomputed_value,
    reconciliation.recomputed_low,
    reconciliation.recomputed_high,
    reconciliation.recomputed_text,
    reconciliation.computed_value,
    reconciliation.verdict_print,
    reconciliation.verdict_inputs,
    reconciliation.verdict,
    reconciliation.note_en as note,
    reconciliation.note_vi,
    reconciliation.rule_code,
    reconciliation.rule_en as rule,
    reconciliation.rule_vi
from reconciliation
inner join publications on publications.edition_code = reconciliation.edition_code
