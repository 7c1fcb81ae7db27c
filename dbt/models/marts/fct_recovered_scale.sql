-- fct_recovered_scale: goalposts of an indicator that were recovered from the print
select
    edition_code,
    framework_code,
    framework_edition,
    table_code,
    entity_type,
    node_code,
    part_node_code,
    column_key,
    scale_basis,
    minimum,
    maximum,
    range_low,
    range_high,
    minimum_low,
    minimum_high,
    maximum_low,
    maximum_high,
    rows_printed,
    rows_left_out,
    status
from {{ ref('int_recovered_scales') }}
