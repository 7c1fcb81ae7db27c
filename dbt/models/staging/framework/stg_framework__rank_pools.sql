-- rank_pools: a body that is ranked in a group of its own
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(entity_code as varchar) as entity_code,
    cast(pool_code as varchar) as pool_code,
    cast(is_scaled_apart as boolean) as is_scaled_apart
from {{ ref('rank_pools') }}
