-- A node whose maximum is not the sum of the maxima of the nodes that are added up to it, for a type of body that the
-- method assesses.
with assessed as (
    select distinct framework_code, framework_edition, entity_type from {{ ref('stg_framework__node_results') }}
),

maxima as (
    select maxima.*
    from {{ ref('int_node_maxima') }} as maxima
    inner join assessed
        on assessed.framework_code = maxima.framework_code
        and assessed.framework_edition = maxima.framework_edition
        and assessed.entity_type = maxima.entity_type
)

select
    wholes.framework_code,
    wholes.framework_edition,
    wholes.node_code,
    wholes.entity_type,
    wholes.maximum,
    sum(parts.maximum) as maximum_of_the_parts
from maxima as wholes
inner join {{ ref('int_nodes') }} as nodes
    on nodes.framework_code = wholes.framework_code
    and nodes.framework_edition = wholes.framework_edition
    and nodes.node_code = wholes.node_code
    and nodes.aggregation = 'sum'
left join maxima as parts
    on parts.framework_code = wholes.framework_code
    and parts.framework_edition = wholes.framework_edition
    and parts.parent_node_code = wholes.node_code
    and parts.entity_type = wholes.entity_type
group by
    wholes.framework_code, wholes.framework_edition, wholes.node_code, wholes.entity_type, wholes.maximum
having sum(parts.maximum) is null or sum(parts.maximum) <> wholes.maximum
