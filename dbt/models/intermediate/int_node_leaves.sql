-- int_node_leaves: the leaves below a node, a leaf being below itself
with recursive nodes as (
    select * from {{ ref('int_nodes') }}
),

-- Up from each leaf.
paths as (
    select framework_code, framework_edition, node_code as leaf_node_code, node_code, parent_node_code
    from nodes
    where is_leaf

    union all

    select paths.framework_code, paths.framework_edition, paths.leaf_node_code, nodes.node_code, nodes.parent_node_code
    from paths
    inner join nodes
        on nodes.framework_code = paths.framework_code
        and nodes.framework_edition = paths.framework_edition
        and nodes.node_code = paths.parent_node_code
)

select
    framework_code,
    framework_edition,
    node_code,
    leaf_node_code
from paths
