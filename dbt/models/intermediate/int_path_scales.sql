-- int_path_scales: what is the least certain scale on the way from an indicator to the root; for the root, of them all
with paths as (
    select framework_code, framework_edition, leaf_node_code as node_code, node_code as on_the_way
    from {{ ref('int_node_leaves') }}

    union

    select leaves.framework_code, leaves.framework_edition, leaves.node_code, below.node_code
    from {{ ref('int_node_leaves') }} as leaves
    inner join {{ ref('int_nodes') }} as roots
        on roots.framework_code = leaves.framework_code
        and roots.framework_edition = leaves.framework_edition
        and roots.node_code = leaves.node_code
        and roots.level = 0
    inner join {{ ref('int_node_leaves') }} as below
        on below.framework_code = leaves.framework_code
        and below.framework_edition = leaves.framework_edition
        and below.leaf_node_code = leaves.leaf_node_code
)

select
    tree.edition_code,
    tree.entity_code,
    paths.node_code,
    case max(case tree.scale_basis when 'recovered' then 3 when 'group' then 2 when 'given' then 1 end)
        when 3 then 'recovered'
        when 2 then 'group'
        when 1 then 'given'
    end as scale_basis
from paths
inner join {{ ref('int_body_tree') }} as tree
    on tree.framework_code = paths.framework_code
    and tree.framework_edition = paths.framework_edition
    and tree.node_code = paths.on_the_way
group by tree.edition_code, tree.entity_code, paths.node_code
