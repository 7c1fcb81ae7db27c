-- int_node_scores: the figure and the score of every node, from the leaves to the root, level by level, unrounded
{% set deepest = 6 %}
{% set keys = ['edition_code', 'framework_code', 'framework_edition', 'entity_code', 'entity_type', 'node_code'] %}
{% set scales = ['scale_minimum', 'scale_maximum', 'range_low', 'range_high', 'scale_mean', 'scale_deviation'] %}
{% set figures = ['figure', 'figure_low', 'figure_high'] + scales %}
with nodes as (
    select * from {{ ref('int_scored_nodes') }}
),

maxima as (
    select * from {{ ref('int_node_maxima') }}
),

bodies as (
    select * from {{ ref('int_compared_bodies') }}
),

recovered as (
    select edition_code, part_node_code as node_code, max(minimum) as minimum, max(maximum) as maximum,
        max(range_low) as range_low, max(range_high) as range_high
    from {{ ref('stg_raw__recovered_scales') }}
    group by edition_code, part_node_code
    having count(*) = 1
),

-- How many parts a sum or a mean must have for a type of body.
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
),

own as (
    select {{ keys | join(', ') }}, basis, score as figure, score_low as figure_low, score_high as figure_high, status,
        false as is_recovered
    from {{ ref('int_leaf_scores') }}

    union all

    select {{ keys | join(', ') }}, basis, figure, figure_low, figure_high, status, is_recovered
    from {{ ref('int_own_figures') }}
)
{{ aside() }}

{%- for level in range(deepest, -1, -1) %},

figures_{{ level }} as (
    select {% for key in keys %}own.{{ key }}, {% endfor %}own.basis, own.figure, own.figure_low, own.figure_high, own.status,
        own.is_recovered
    from own
    inner join nodes using (framework_code, framework_edition, node_code)
    where nodes.level = {{ level }}
    {%- if level < deepest %}

    union all

    {{ aggregated_parts('parts_' ~ (level + 1)) }}
    {%- endif %}
),

{{ normalised_level(level, keys) }},

parts_{{ level }} as (
    {{ narrowed_scores('scores_' ~ level, level, keys, figures) }}
)
{{ aside('parts_' ~ level) }}
{%- endfor %},

all_levels as (
    {%- for level in range(deepest, -1, -1) %}
    select * from parts_{{ level }} where score is not null
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
    maxima.maximum, all_levels.status, all_levels.scale_basis, all_levels.is_whole_group,
    all_levels.rests_on_recovered,
    {%- for column in figures %}
    cast(all_levels.{{ column }} as decimal(28, 10)) as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from all_levels
inner join maxima using (framework_code, framework_edition, node_code, entity_type)
