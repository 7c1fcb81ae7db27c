-- normalisation_rules: how the figure of a node becomes a score that can be averaged
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(node_code as varchar) as node_code,
    cast(transform as varchar) as transform,
    cast(method as varchar) as method,
    cast(goalposts as varchar) as goalposts,
    cast(minimum as decimal(28,10)) as minimum,
    cast(maximum as decimal(28,10)) as maximum,
    cast(is_clipped as boolean) as is_clipped,
    cast(scale_from as decimal(28,10)) as scale_from,
    cast(scale_to as decimal(28,10)) as scale_to,
    cast(missing_rule as varchar) as missing_rule,
    cast(share_per as decimal(28,10)) as share_per
from {{ ref('normalisation_rules') }}
