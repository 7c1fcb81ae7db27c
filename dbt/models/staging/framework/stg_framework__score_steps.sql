-- score_steps: points by steps of a count
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(node_code as varchar) as node_code,
    cast(at_least as decimal(28,10)) as at_least,
    cast(points as decimal(28,10)) as points
from {{ ref('score_steps') }}
