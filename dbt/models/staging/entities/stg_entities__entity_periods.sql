-- entity_periods: what kind of unit a body was, and in which region, from day to day
select
    cast(entity_code as varchar) as entity_code,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
    cast(unit_type_vi as varchar) as unit_type_vi,
    cast(unit_type_en as varchar) as unit_type_en,
    cast(region as varchar) as region,
    cast(source as varchar) as source,
    cast(verified as varchar) as verified
from {{ ref('entity_periods') }}
