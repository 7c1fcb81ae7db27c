-- nodes: a node of the tree of indicators
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(node_code as varchar) as node_code,
    cast(parent_node_code as varchar) as parent_node_code,
    cast(level as integer) as level,
    cast(kind as varchar) as kind,
    cast(direction as integer) as direction,
    cast(weight as decimal(28,10)) as weight,
    cast(maximum as decimal(28,10)) as maximum,
    cast(unit as varchar) as unit,
    cast(name_vi as varchar) as name_vi,
    cast(name_en as varchar) as name_en,
    cast(aggregation as varchar) as aggregation
from {{ ref('nodes') }}
