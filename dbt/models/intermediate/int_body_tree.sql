-- int_body_tree: a node of an index as one body has it: figure, score, scale, and its weight in the node above
with roots as (
    select * from {{ ref('int_nodes') }} where level = 0 and aggregation <> 'none'
),

scores as (
    select scores.*, case scores.basis when 'inputs' then 1 else 2 end as precedence
    from {{ ref('int_node_scores') }} as scores
    inner join roots
        on roots.framework_code = scores.framework_code
        and roots.framework_edition = scores.framework_edition
),

-- One basis for all bodies that are compared: exact figures, else the print.
bases as (
    select edition_code, entity_type, min(precedence) as precedence from scores group by edition_code, entity_type
),

bodies as (
    select distinct
        scores.edition_code, scores.framework_code, scores.framework_edition, scores.entity_code, scores.entity_type,
        scores.basis, coalesce(compared.rank_pool, '') as rank_pool, coalesce(compared.scale_pool, '') as scale_pool,
        compared.bodies_ranked
    from scores
    inner join bases
        on bases.edition_code = scores.edition_code
        and bases.entity_type = scores.entity_type
        and bases.precedence = scores.precedence
    left join {{ ref('int_compared_bodies') }} as compared
        on compared.edition_code = scores.edition_code
        and compared.entity_code = scores.entity_code
),

tree as (
    select
        bodies.*, nodes.node_code, nodes.parent_node_code, nodes.level, nodes.is_leaf, nodes.aggregation, nodes.unit,
        nodes.missing_rule, nodes.share_per, nodes.score_kind, maxima.maximum, coalesce(nodes.weight, 1) as weight,
        parents.aggregation as parent_aggregation, parents.share_per as parent_share_per,
        case when bodies.basis = 'inputs' then results.score_computed
            else coalesce(results.score_published, results.score_recomputed) end as score,
        results.score_decimals, results.status, results.score_cell_id
    from bodies
    inner join {{ ref('int_scored_nodes') }} as nodes using (framework_code, framework_edition)
    inner join {{ ref('int_node_maxima') }} as maxima using (framework_code, framework_edition, node_code, entity_type)
    left join {{ ref('int_scored_nodes') }} as parents
        on parents.framework_code = nodes.framework_code
        and parents.framework_edition = nodes.framework_edition
        and parents.node_code = nodes.parent_node_code
    left join {{ ref('int_result_scores') }} as results
        on results.edition_code = bodies.edition_code
        and results.entity_code = bodies.entity_code
        and results.node_code = nodes.node_code
    where coalesce(maxima.maximum, 1) > 0
)

select
    tree.edition_code, tree.framework_code, tree.framework_edition, tree.entity_code, tree.entity_type, tree.basis,
    tree.rank_pool, tree.bodies_ranked, tree.node_code, tree.parent_node_code, tree.level, tree.is_leaf, tree.aggregation,
    tree.parent_aggregation, tree.parent_share_per, tree.maximum, tree.weight, tree.missing_rule,
    fractions.denominator as whole, coalesce(points.status, tree.status) as status, tree.score_cell_id,
    case
        when scales.is_points then coalesce(tree.score, points.part_score)
        when tree.is_leaf and tree.missing_rule is null then figures.raw_value
        -- Above the leaves a quotient, whose last decimals are anybody's.
        when not tree.is_leaf then cast(cast(points.figure as decimal(28, 8)) as decimal(28, 10))
        when points.status <> 'missing' then points.figure
    end as figure,
    points.figure as figure_counted,
    case
        when scales.is_points then tree.unit
        when tree.score_kind in ('rate', 'share') then '%'
        else coalesce(figures.unit, tree.unit)
    end as unit,
    coalesce(tree.score, points.part_score) as score,
    coalesce(points.part_low, tree.score - case when tree.basis = 'print' and tree.score_decimals is not null
        then {{ half_unit('tree.score_decimals') }} else 0 end) as score_low,
    coalesce(points.part_high, tree.score + case when tree.basis = 'print' and tree.score_decimals is not null
        then {{ half_unit('tree.score_decimals') }} else 0 end) as score_high,
    scales.direction, scales.transform, scales.scale_minimum, scales.scale_maximum, scales.range_low,
    scales.range_high, scales.scale_from, scales.scale_to, scales.is_clipped, scales.scale_basis,
    scales.is_points, scales.scale_range, scales.unit_score, scales.unit_score_low, scales.unit_score_high
from tree
left join {{ ref('int_tree_scales') }} as scales using (edition_code, entity_type, scale_pool, node_code, basis)
left join {{ ref('int_leaf_values') }} as figures using (edition_code, entity_code, node_code)
left join scores as points
    on points.edition_code = tree.edition_code
    and points.entity_code = tree.entity_code
    and points.node_code = tree.node_code
    and points.basis = tree.basis
left join {{ ref('int_fractions') }} as fractions
    on fractions.edition_code = tree.edition_code
    and fractions.entity_code = tree.entity_code
    and fractions.node_code = tree.node_code
    and fractions.basis = tree.basis
    -- Of fractions that several readings allow the whole is not known.
    and fractions.is_exact
