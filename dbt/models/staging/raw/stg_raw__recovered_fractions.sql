-- recovered_fractions: a printed share as the fraction behind it
select
    cast(cell_id as varchar) as cell_id,
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(node_code as varchar) as node_code,
    cast(row_number as integer) as row_number,
    cast(part_node_code as varchar) as part_node_code,
    cast(column_key as varchar) as column_key,
    cast(numerator as decimal(28,10)) as numerator,
    cast(denominator as decimal(28,10)) as denominator,
    cast(is_unique as boolean) as is_unique
from {{ source('raw', 'recovered_fractions') }}
