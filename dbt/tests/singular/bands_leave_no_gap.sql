-- A band that does not begin where the one above it ends, a best band that ends, or no band with ordinal 1.
with bands as (
    select * from {{ ref('stg_framework__bands') }}
)

select
    bands.framework_code,
    bands.framework_edition,
    bands.node_code,
    bands.band_code
from bands
left join bands as better
    on better.framework_code = bands.framework_code
    and better.framework_edition = bands.framework_edition
    and better.node_code = bands.node_code
    and better.ordinal = bands.ordinal - 1
where (bands.ordinal = 1 and bands.below_value is not null)
    or (bands.ordinal > 1 and (bands.below_value is null or better.from_value is null))
    or bands.below_value <> better.from_value
    or bands.from_value >= bands.below_value
