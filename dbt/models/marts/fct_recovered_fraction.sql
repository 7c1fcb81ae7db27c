-- fct_recovered_fraction: a printed share as the fraction behind it
select
    edition_code,
    framework_code,
    framework_edition,
    cell_id,
    table_code,
    row_number,
    entity_code,
    node_code,
    part_node_code,
    column_key,
    numerator,
    denominator,
    is_unique
from {{ ref('int_recovered_fractions') }}
