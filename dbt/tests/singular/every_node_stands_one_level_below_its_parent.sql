-- A node that does not stand one level below its parent: the roll-up would never reach it.
select
    nodes.framework_code,
    nodes.framework_edition,
    nodes.node_code,
    nodes.level
from {{ ref('int_nodes') }} as nodes
left join {{ ref('int_nodes') }} as parents
    on parents.framework_code = nodes.framework_code
    and parents.framework_edition = nodes.framework_edition
    and parents.node_code = nodes.parent_node_code
where nodes.level <> coalesce(parents.level + 1, 0)
