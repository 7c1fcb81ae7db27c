-- int_node_scores: the points of every node, added from the leaves to the root, level by level, unrounded
{% set deepest = 6 %}
{% set keys = ['edition_code', 'framework_code', 'framework_edition', 'entity_code', 'entity_type', 'node_code'] %}
with nodes as (
    select * from {{ ref('int_nodes') }}
),

maxima as (
    select * from {{ ref('int_node_maxima') }}
),

-- How many parts a sum must have for a type of body.
families as (
    select framework_code, framework_edition, parent_node_code as node_code, entity_type, count(*) as parts
    from maxima
    where coalesce(maximum, 1) > 0
    group by framework_code, framework_edition, parent_node_code, entity_type
),

printed as (
    select *, {{ half_unit('coalesce(score_decimals, 0)') }} as half
    from {{ ref('int_printed_scores') }}
    where place = 1 and score_printed is not null
)

{%- for level in range(deepest, -1, -1) %},

scores_{{ level }} as (
    select {% for key in keys %}leaves.{{ key }}, {% endfor %}leaves.basis, leaves.score,
        leaves.score_low, leaves.score_high, leaves.status
    from {{ ref('int_leaf_scores') }} as leaves
    inner join nodes
        on nodes.framework_code = leaves.framework_code
        and nodes.framework_edition = leaves.framework_edition
        and nodes.node_code = leaves.node_code
        and nodes.level = {{ level }}
    {%- if level < deepest %}

    union all

    select parts.edition_code, parts.framework_code, parts.framework_edition, parts.entity_code, parts.entity_type,
        nodes.node_code, parts.basis, sum(parts.part_score), sum(parts.part_low), sum(parts.part_high),
        {{ worst_status('parts.status') }}
    from parts_{{ level + 1 }} as parts
    inner join nodes
        on nodes.framework_code = parts.framework_code
        and nodes.framework_edition = parts.framework_edition
        and nodes.node_code = parts.parent_node_code
        and nodes.aggregation = 'sum'
    inner join families
        on families.framework_code = nodes.framework_code
        and families.framework_edition = nodes.framework_edition
        and families.node_code = nodes.node_code
        and families.entity_type = parts.entity_type
    group by parts.edition_code, parts.framework_code, parts.framework_edition, parts.entity_code,
        parts.entity_type, nodes.node_code, parts.basis, families.parts
    having count(*) = families.parts
    {%- endif %}
),

parts_{{ level }} as (
    {{ narrowed_scores('scores_' ~ level, level, keys) }}
)
{%- endfor %},

all_levels as (
    {%- for level in range(deepest, -1, -1) %}
    select * from parts_{{ level }}
    {%- if level > 0 %}
    union all
    {%- endif %}
    {%- endfor %}
)

-- A third of ten three times is ten: what the tenth decimal of each division lacks would part equals and miss a band.
select
    {% for key in keys %}all_levels.{{ key }}, {% endfor %}all_levels.parent_node_code, all_levels.level, all_levels.basis,
    {%- for column in ['score', 'score_low', 'score_high', 'part_score', 'part_low', 'part_high'] %}
    case
        when all_levels.is_leaf then cast(all_levels.{{ column }} as decimal(28, 10))
        else cast(cast(all_levels.{{ column }} as decimal(28, 8)) as decimal(28, 10))
    end as {{ column }},
    {%- endfor %}
    maxima.maximum,
    all_levels.status
from all_levels
inner join maxima
    on maxima.framework_code = all_levels.framework_code
    and maxima.framework_edition = all_levels.framework_edition
    and maxima.node_code = all_levels.node_code
    and maxima.entity_type = all_levels.entity_type
where all_levels.score is not null
