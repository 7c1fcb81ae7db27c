-- int_nodes: a node of the tree of indicators; a leaf has no node below it
with nodes as (
    select * from {{ ref('stg_framework__nodes') }}
),

parents as (
    select distinct
        framework_code,
        framework_edition,
        parent_node_code as node_code
    from nodes
    where parent_node_code is not null
)

select
    nodes.framework_code,
    nodes.framework_edition,
    nodes.node_code,
    nodes.parent_node_code,
    nodes.level,
    nodes.kind,
    parents.node_code is null as is_leaf,
    nodes.direction,
    nodes.weight,
    nodes.maximum,
    nodes.unit,
    nodes.name_vi,
    nodes.name_en,
    nodes.aggregation
from nodes
left join parents
    on parents.framework_code = nodes.framework_code
    and parents.framework_edition = nodes.framework_edition
    and parents.node_code = nodes.node_code
