-- fct_reconciliation: a published figure, the recomputed one and the verdict
select
    edition_code,
    cell_id,
    figure,
    rule_code,
    rule_vi,
    rule_en,
    table_code,
    table_key,
    row_number,
    row_label,
    page,
    published_text,
    published_value,
    recomputed_value,
    recomputed_low,
    recomputed_high,
    verdict,
    note_en,
    note_vi
from {{ ref('int_reconciliation') }}
