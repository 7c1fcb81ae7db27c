-- units: a unit of money as recorded, in the unit of computation
select
    cast(unit as varchar) as unit,
    cast(base_unit as varchar) as base_unit,
    cast(factor as decimal(28,10)) as factor
from {{ ref('units') }}
