-- int_recovered_scales: goalposts that explain the printed results of a node, with the bounds of all that do
select
    scales.edition_code,
    editions.framework_code,
    editions.framework_edition,
    scales.table_code,
    tables.entity_type,
    scales.node_code,
    scales.part_node_code,
    scales.column_key,
    'recovered' as scale_basis,
    scales.minimum,
    scales.maximum,
    scales.range_low,
    scales.range_high,
    scales.minimum_low,
    scales.minimum_high,
    scales.maximum_low,
    scales.maximum_high,
    scales.rows_printed,
    scales.rows_left_out,
    scales.status
from {{ ref('stg_raw__recovered_scales') }} as scales
inner join {{ ref('int_editions') }} as editions on editions.edition_code = scales.edition_code
inner join {{ ref('int_tables') }} as tables
    on tables.edition_code = scales.edition_code
    and tables.table_code = scales.table_code
