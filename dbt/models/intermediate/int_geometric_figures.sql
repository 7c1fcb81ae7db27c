-- int_geometric_figures: the geometric mean of the parts of a node, where every part is above 0
select
    nodes.edition_code,
    nodes.entity_code,
    nodes.parent_node_code as node_code,
    exp(cast(sum(
        {{ settled('weights.part_share * ' ~ logarithm('nodes.score'), 12) }}
    ) as double precision)) as figure
from {{ ref('int_body_tree') }} as nodes
inner join {{ ref('int_part_weights') }} as weights
    on weights.edition_code = nodes.edition_code
    and weights.entity_code = nodes.entity_code
    and weights.node_code = nodes.node_code
where nodes.parent_aggregation = 'geometric_mean'
group by nodes.edition_code, nodes.entity_code, nodes.parent_node_code
having count(*) = count(case when nodes.score > 0 then weights.part_share end)
