-- recovered_rows: a printed result beside what the recovered scale gives
select
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(node_code as varchar) as node_code,
    cast(row_number as integer) as row_number,
    cast(is_explained as boolean) as is_explained,
    cast(printed as decimal(28,10)) as printed,
    cast(fitted as decimal(28,10)) as fitted,
    cast(fitted_low as decimal(28,10)) as fitted_low,
    cast(fitted_high as decimal(28,10)) as fitted_high
from {{ source('raw', 'recovered_rows') }}
