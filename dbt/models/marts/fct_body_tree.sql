-- fct_body_tree: a node of an index as one body has it: figure, score, scale, and its weight in the node above
select
    tree.edition_code,
    tree.framework_code,
    tree.framework_edition,
    tree.entity_code,
    tree.entity_type,
    tree.rank_pool,
    tree.bodies_ranked,
    tree.node_code,
    tree.parent_node_code,
    tree.level,
    tree.is_leaf,
    tree.basis,
    tree.aggregation,
    weights.part_weight,
    weights.part_whole,
    tree.figure,
    starts.counted,
    tree.unit,
    tree.status,
    cast(tree.score as decimal(28, 10)) as score,
    cast(tree.score_low as decimal(28, 10)) as score_low,
    cast(tree.score_high as decimal(28, 10)) as score_high,
    tree.direction,
    tree.transform,
    tree.scale_minimum,
    tree.scale_maximum,
    tree.scale_range,
    tree.range_low,
    tree.range_high,
    tree.scale_from,
    tree.scale_to,
    tree.is_clipped,
    tree.scale_basis,
    tree.is_points,
    tree.score_cell_id,
    cells.cell_id as figure_cell_id,
    cells.text_printed as figure_text,
    fractions.numerator,
    fractions.denominator,
    fractions.is_exact as is_fraction_exact,
    fractions.is_recovered as is_fraction_recovered
from {{ ref('int_body_tree') }} as tree
left join {{ ref('int_part_weights') }} as weights
    on weights.edition_code = tree.edition_code
    and weights.entity_code = tree.entity_code
    and weights.node_code = tree.node_code
left join {{ ref('int_scenario_starts') }} as starts
    on starts.edition_code = tree.edition_code
    and starts.entity_code = tree.entity_code
    and starts.node_code = tree.node_code
left join {{ ref('int_figure_cells') }} as cells
    on cells.edition_code = tree.edition_code
    and cells.entity_code = tree.entity_code
    and cells.node_code = tree.node_code
    and cells.basis = tree.basis
left join {{ ref('int_fractions') }} as fractions
    on fractions.edition_code = tree.edition_code
    and fractions.entity_code = tree.entity_code
    and fractions.node_code = tree.node_code
    and fractions.basis = tree.basis
