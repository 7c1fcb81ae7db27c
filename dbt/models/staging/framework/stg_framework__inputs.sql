-- inputs: a figure that a body reports and points are computed from
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(input_key as varchar) as input_key,
    cast(kind as varchar) as kind,
    cast(unit as varchar) as unit,
    cast(blank_is as varchar) as blank_is,
    cast(carries_over as boolean) as carries_over,
    cast(name_vi as varchar) as name_vi,
    cast(name_en as varchar) as name_en
from {{ ref('inputs') }}
