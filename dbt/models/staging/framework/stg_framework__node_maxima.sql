-- node_maxima: the maximum of a node for a type of body, where it differs
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(node_code as varchar) as node_code,
    cast(entity_type as varchar) as entity_type,
    cast(maximum as decimal(28,10)) as maximum
from {{ ref('node_maxima') }}
