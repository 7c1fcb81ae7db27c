-- fct_indicator_value: a body's figure in a leaf of the tree, as printed
with results as (
    select * from {{ ref('int_entity_results') }} where is_leaf
),

nodes as (
    select * from {{ ref('int_nodes') }}
)

select
    results.edition_code,
    results.node_code,
    results.entity_code,
    results.entity_type,
    results.score_cell_id as cell_id,
    results.score_text as text_printed,
    results.score_published as raw_value,
    coalesce(nullif(results.unit, ''), nodes.unit) as unit,
    nodes.maximum,
    case when results.score_published is null then 'missing' else 'reported' end as status
from results
inner join nodes
    on nodes.framework_code = results.framework_code
    and nodes.framework_edition = results.framework_edition
    and nodes.node_code = results.node_code
