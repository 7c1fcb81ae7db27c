-- recovered_scales: goalposts that explain printed results, with the bounds of all scales that do
select
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(node_code as varchar) as node_code,
    cast(part_node_code as varchar) as part_node_code,
    cast(column_key as varchar) as column_key,
    cast(minimum as decimal(28,10)) as minimum,
    cast(maximum as decimal(28,10)) as maximum,
    cast(range_low as decimal(28,10)) as range_low,
    cast(range_high as decimal(28,10)) as range_high,
    cast(minimum_low as decimal(28,10)) as minimum_low,
    cast(minimum_high as decimal(28,10)) as minimum_high,
    cast(maximum_low as decimal(28,10)) as maximum_low,
    cast(maximum_high as decimal(28,10)) as maximum_high,
    cast(rows_printed as integer) as rows_printed,
    cast(rows_left_out as integer) as rows_left_out,
    cast(status as varchar) as status
from {{ source('raw', 'recovered_scales') }}
