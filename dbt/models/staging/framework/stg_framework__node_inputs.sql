-- node_inputs: the inputs of an indicator and their part in its formula
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(node_code as varchar) as node_code,
    cast(ordinal as integer) as ordinal,
    cast(input_key as varchar) as input_key,
    cast(role as varchar) as role,
    cast(points as decimal(28,10)) as points
from {{ ref('node_inputs') }}
