-- fct_scale_repair: a single cell that would explain a printed result if it said something else
select
    edition_code,
    framework_code,
    framework_edition,
    cell_id,
    table_code,
    row_number,
    entity_code,
    node_code,
    column_key,
    ordinal,
    printed,
    repair_low,
    repair_high,
    reason_en,
    reason_vi
from {{ ref('int_scale_repairs') }}
