-- int_next_ranks: the figure that an indicator alone would need to draw level with the next body ahead; down the tree
-- level by level, the other bodies and the scale unchanged
{% set deepest = 6 %}
with tree as (
    select nodes.*, weights.part_share
    from {{ ref('int_body_tree') }} as nodes
    left join {{ ref('int_part_weights') }} as weights
        on weights.edition_code = nodes.edition_code
        and weights.entity_code = nodes.entity_code
        and weights.node_code = nodes.node_code
),

geometric_figures as (
    select * from {{ ref('int_geometric_figures') }}
),

ahead as (
    select * from {{ ref('int_bodies_ahead') }}
),

needs_0 as (
    select edition_code, entity_code, node_code, true as fits, cast(gain_needed as double precision) as need
    from ahead
)

{%- for level in range(1, deepest + 1) %},

needs_{{ level }} as (
    {{ needs_of_parts('needs_' ~ (level - 1)) }}
)
{%- endfor %},

needs as (
    {%- for level in range(1, deepest + 1) %}
    select edition_code, entity_code, node_code, fits, need from needs_{{ level }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

leaves as (
    select
        starts.*, ahead.ahead_entity_code, ahead.gain_needed, needs.fits,
        abs(needs.need / cast(starts.scale_to - starts.scale_from as double precision)) as share_of_scale,
        {{ on_scale('starts.counted', 'starts') }} + needs.need / starts.unit_score as place
    from needs
    inner join ahead on ahead.edition_code = needs.edition_code and ahead.entity_code = needs.entity_code
    inner join {{ ref('int_scenario_starts') }} as starts
        on starts.edition_code = needs.edition_code
        and starts.entity_code = needs.entity_code
        and starts.node_code = needs.node_code
),

valued as (
    select
        *,
        cast({{ settled("case transform when 'log' then exp(place) else place end", 6) }} as decimal(28, 10)) as value_needed
    from leaves
    where place is not null
),

reached as (
    select
        *,
        fits and (not is_clipped or value_needed between scale_minimum and scale_maximum) as is_within_reach
    from valued
)

select
    edition_code, entity_code, entity_type, node_code,
    cast(row_number() over (
        partition by edition_code, entity_code
        order by case when is_within_reach then 1 else 2 end, {{ settled('share_of_scale', 8) }},
            node_code collate "C"
    ) as integer) as ordinal,
    ahead_entity_code,
    cast(gain_needed as decimal(28, 10)) as gain_needed,
    value_from, value_needed,
    {{ settled('share_of_scale') }} as share_of_scale,
    is_within_reach, leader_value
from reached
