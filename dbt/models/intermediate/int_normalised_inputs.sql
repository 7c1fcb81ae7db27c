-- int_normalised_inputs: the printed figures that give a node of a normalised index its score: scores that are averaged,
-- figures that are normalised, shares that are pooled
with nodes as (
    select * from {{ ref('int_scored_nodes') }}
),

first_prints as (
    select * from {{ ref('int_printed_scores') }} where place = 1 and score_printed is not null
),

lines as (
    select * from {{ ref('int_printed_lines') }} where value is not null
)

select
    first_prints.edition_code, nodes.parent_node_code as node_code, first_prints.entity_code,
    'mean_of_parts' as rule_code, 'averaged' as role, first_prints.score_cell_id as cell_id
from first_prints
inner join nodes using (framework_code, framework_edition, node_code)
where nodes.parent_node_code is not null

union all

-- A part that is not printed is computed from what is printed of it.
select lines.edition_code, nodes.parent_node_code, lines.entity_code, 'mean_of_parts', 'normalised', lines.cell_id
from lines
inner join nodes using (framework_code, framework_edition, node_code)
left join first_prints using (edition_code, node_code, entity_code)
where nodes.parent_node_code is not null and first_prints.node_code is null

union all

select edition_code, node_code, entity_code, 'normalised', 'normalised', cell_id
from lines

union all

select lines.edition_code, leaves.node_code, lines.entity_code, 'normalised', 'pooled', lines.cell_id
from lines
inner join {{ ref('int_node_leaves') }} as leaves
    on leaves.framework_code = lines.framework_code
    and leaves.framework_edition = lines.framework_edition
    and leaves.leaf_node_code = lines.node_code
inner join nodes
    on nodes.framework_code = leaves.framework_code
    and nodes.framework_edition = leaves.framework_edition
    and nodes.node_code = leaves.node_code
    and nodes.aggregation = 'pooled_share'
