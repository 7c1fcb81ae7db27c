-- input_limits: an input cannot be larger than another one: a part above its whole is capped
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(input_key as varchar) as input_key,
    cast(at_most_input_key as varchar) as at_most_input_key
from {{ ref('input_limits') }}
