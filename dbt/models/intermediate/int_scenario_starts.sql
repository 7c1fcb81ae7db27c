-- int_scenario_starts: the figure of an indicator that can change: as told, or as the method counts one that is not
select
    tree.edition_code, tree.framework_code, tree.framework_edition, tree.entity_code, tree.entity_type, tree.rank_pool,
    tree.node_code, tree.parent_node_code, tree.level, tree.basis,
    tree.figure as value_from, tree.unit, tree.status,
    -- A figure that is missing counts as the method says.
    case
        when tree.figure is not null then tree.figure
        when tree.missing_rule = 'minimum' then tree.scale_minimum
        when tree.missing_rule is not null then tree.figure_counted
        else 0
    end as counted,
    tree.direction, tree.transform, tree.scale_minimum, tree.scale_maximum, tree.scale_from, tree.scale_to,
    tree.is_clipped, tree.scale_basis, tree.unit_score, tree.unit_score_low, tree.unit_score_high,
    standings.leader_entity_code, standings.leader_value, standings.median_value, standings.bodies_compared
from {{ ref('int_body_tree') }} as tree
left join {{ ref('int_leaf_standings') }} as standings
    on standings.edition_code = tree.edition_code
    and standings.entity_type = tree.entity_type
    and standings.rank_pool = tree.rank_pool
    and standings.node_code = tree.node_code
where tree.is_leaf
    and tree.scale_basis is not null
    -- In print only what is printed is known; among the forms a figure may be known to be missing.
    and (tree.figure is not null or tree.basis = 'inputs')
