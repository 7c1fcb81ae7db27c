-- int_scenario_gains: what the index gains when figures of a body change: up the tree level by level, by the
-- aggregation, weights and scale of each node, everything else unchanged
{% set deepest = 6 %}
{% set keys = ['edition_code', 'entity_code', 'node_code', 'scenario'] %}
with changes as (
    select * from {{ ref('int_scenario_changes') }}
),

tree as (
    select nodes.*, weights.part_share
    from {{ ref('int_body_tree') }} as nodes
    left join {{ ref('int_part_weights') }} as weights
        on weights.edition_code = nodes.edition_code
        and weights.entity_code = nodes.entity_code
        and weights.node_code = nodes.node_code
),

geometric_figures as (
    select * from {{ ref('int_geometric_figures') }}
)

{%- for level in range(deepest, -1, -1) %},

changed_{{ level }} as (
    select {{ keys | join(', ') }}, changed_code, gain, gain_low, gain_high, 0 as cuts
    from changes
    where level = {{ level }}
    {%- if level < deepest %}

    union all

    {{ gains_of_parents('added_' ~ (level + 1), keys) }}
    {%- endif %}
)

{%- if level > 0 %},

added_{{ level }} as (
    {{ gains_of_figures('changed_' ~ level, keys) }}
)
{%- endif %}
{%- endfor %}

select
    {{ keys | join(', ') }},
    {{ settled('gain') }} as gain,
    {{ settled('gain_low') }} as gain_low,
    {{ settled('gain_high') }} as gain_high,
    cuts = 1 as is_cut
from changed_0
where gain is not null
