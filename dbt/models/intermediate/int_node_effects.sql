-- int_node_effects: what the index gains for each 1.0 of a node's score, the other nodes unchanged
{% set deepest = 6 %}
with tree as (
    select
        nodes.edition_code, nodes.entity_code, nodes.node_code, nodes.parent_node_code, nodes.level,
        nodes.aggregation, cast(nodes.score as double precision) as score, weights.part_share,
        -- A node without a scale is the figure made of its parts.
        coalesce(nodes.unit_score, 1) as unit_score, coalesce(nodes.unit_score_low, 1) as unit_score_low,
        coalesce(nodes.unit_score_high, 1) as unit_score_high
    from {{ ref('int_body_tree') }} as nodes
    left join {{ ref('int_part_weights') }} as weights
        on weights.edition_code = nodes.edition_code
        and weights.entity_code = nodes.entity_code
        and weights.node_code = nodes.node_code
),

-- A geometric mean grows the more for a part the smaller that part is.
geometric_figures as (
    select * from {{ ref('int_geometric_figures') }}
),

effects_0 as (
    select
        edition_code, entity_code, node_code, cast(1 as double precision) as effect,
        cast(1 as double precision) as effect_low, cast(1 as double precision) as effect_high
    from tree
    where level = 0
)

{%- for level in range(1, deepest + 1) %},

steps_{{ level }} as (
    select
        tree.edition_code, tree.entity_code, tree.node_code, parents.unit_score, parents.unit_score_low,
        parents.unit_score_high, above.effect, above.effect_low, above.effect_high,
        tree.part_share * case parents.aggregation
            when 'geometric_mean' then geometric_figures.figure / case when tree.score > 0 then tree.score end
            else 1
        end as share
    from tree
    inner join tree as parents
        on parents.edition_code = tree.edition_code
        and parents.entity_code = tree.entity_code
        and parents.node_code = tree.parent_node_code
    inner join effects_{{ level - 1 }} as above
        on above.edition_code = parents.edition_code
        and above.entity_code = parents.entity_code
        and above.node_code = parents.node_code
    left join geometric_figures
        on geometric_figures.edition_code = tree.edition_code
        and geometric_figures.entity_code = tree.entity_code
        and geometric_figures.node_code = tree.parent_node_code
    where tree.level = {{ level }}
),

effects_{{ level }} as (
    select
        edition_code, entity_code, node_code, effect * unit_score * share as effect
        {%- for pick in ['least', 'greatest'] %},
        share * {{ product_bound(pick, 'effect_low', 'effect_high', 'unit_score_low', 'unit_score_high') }}
            as effect_{{ 'low' if pick == 'least' else 'high' }}
        {%- endfor %}
    from steps_{{ level }}
    where share is not null
)
{%- endfor %}

{% for level in range(deepest + 1) %}
select edition_code, entity_code, node_code, effect, effect_low, effect_high from effects_{{ level }}
{%- if not loop.last %}
union all
{%- endif %}
{% endfor %}
