-- int_today_scores: the scores for the bodies of today; of bodies merged since the mean of the main indicators
{% set highest = 3 %}
{% set keys = 'edition_code, today_code, results.entity_type, framework_code, framework_edition, node_code' %}
with results as (
    select
        *,
        -- Unrounded where the figures of the bodies give it; else as printed.
        case when basis = 'inputs' then coalesce(score_recomputed, score_published)
            else coalesce(score_published, score_recomputed) end as score
    from {{ ref('int_result_scores') }}
),

bodies as (
    select * from {{ ref('int_today_bodies') }}
),

families as (
    select framework_code, framework_edition, parent_node_code as node_code, count(*) as parts
    from {{ ref('int_nodes') }}
    group by framework_code, framework_edition, parent_node_code
),

nodes as (
    select nodes.*, editions.succession_level, rules.method, families.parts
    from {{ ref('int_nodes') }} as nodes
    left join families using (framework_code, framework_edition, node_code)
    inner join {{ ref('stg_framework__framework_editions') }} as editions
        on editions.framework_code = nodes.framework_code
        and editions.framework_edition = nodes.framework_edition
    left join {{ ref('stg_framework__normalisation_rules') }} as rules
        on rules.framework_code = nodes.framework_code
        and rules.framework_edition = nodes.framework_edition
        and rules.node_code = nodes.node_code
    where nodes.level <= editions.succession_level
),

told as (
    select
        {{ keys }}, max(bodies.bodies_then) as bodies_then, count(results.score) as scores_known,
        {{ normal_quotient('sum(results.score)', 'count(results.score)') }} as score
    from results
    inner join bodies using (edition_code, entity_code)
    group by {{ keys }}
),

main as (
    select told.*, nodes.level, nodes.parent_node_code, nodes.weight
    from told
    inner join nodes -- not `using`: on Spark it puts the columns of told.* in another order
        on nodes.framework_code = told.framework_code
        and nodes.framework_edition = told.framework_edition
        and nodes.node_code = told.node_code
    where told.scores_known = told.bodies_then
        and (told.bodies_then = 1 or nodes.level = nodes.succession_level)
)

{%- for level in range(highest - 1, -1, -1) %}
{%- set below = 'main' if loop.first else 'level_' ~ (level + 1) %},

level_{{ level }} as (
    select * from {{ below }}

    union all

    select
        parts.edition_code, parts.today_code, parts.entity_type, parts.framework_code, parts.framework_edition,
        parents.node_code, parts.bodies_then, null,
        case min(parents.aggregation)
            when 'sum' then cast(sum(parts.score) as decimal(28, 10))
            when 'mean' then {{ normal_quotient(
                'sum(parts.score * coalesce(parts.weight, 1))', 'sum(coalesce(parts.weight, 1))'
            ) }}
            when 'geometric_mean' then case when min(parts.score) <= 0 then 0 else {{ normal_quotient(
                'exp(sum(coalesce(parts.weight, 1) * ln(cast(case when parts.score > 0 then parts.score end as float8)))'
                ~ ' / sum(coalesce(parts.weight, 1)))', '1'
            ) }} end
        end,
        min(parents.level), min(parents.parent_node_code), min(parents.weight)
    from {{ below }} as parts
    inner join nodes as parents
        on parents.framework_code = parts.framework_code
        and parents.framework_edition = parts.framework_edition
        and parents.node_code = parts.parent_node_code
        and parents.level = {{ level }}
        and parents.level < parents.succession_level
        and parents.aggregation in ('sum', 'mean', 'geometric_mean')
        and coalesce(parents.method, 'none') = 'none'
    where parts.bodies_then > 1
    group by
        parts.edition_code, parts.today_code, parts.entity_type, parts.framework_code, parts.framework_edition,
        parents.node_code, parts.bodies_then
    having count(*) = max(parents.parts)
)
{%- endfor %}

select
    edition_code, framework_code, framework_edition, node_code, today_code, entity_type, bodies_then,
    cast(score as decimal(28, 10)) as score, bodies_then > 1 as is_estimated, level
from level_0
where score is not null
