-- int_node_maxima: the most points that a type of body can reach in a node; 0: the node is not asked of it
with nodes as (
    select * from {{ ref('int_nodes') }}
),

entity_types as (
    select distinct entity_type from {{ ref('int_entities') }}
),

exceptions as (
    select * from {{ ref('stg_framework__node_maxima') }}
)

select
    nodes.framework_code,
    nodes.framework_edition,
    nodes.node_code,
    nodes.parent_node_code,
    entity_types.entity_type,
    coalesce(exceptions.maximum, nodes.maximum) as maximum
from nodes
cross join entity_types
left join exceptions
    on exceptions.framework_code = nodes.framework_code
    and exceptions.framework_edition = nodes.framework_edition
    and exceptions.node_code = nodes.node_code
    and exceptions.entity_type = entity_types.entity_type
