-- int_improvements: an indicator of a body with what it is worth in the index, and what it lost against others
with gains as (
    select
        edition_code, entity_code, node_code
        {%- for scenario in ['leader', 'median', 'previous', 'target'] %}
        {%- for column, name in [('index_gain', ''), ('gain_low', '_low'), ('gain_high', '_high')] %},
        max(case when scenario = '{{ scenario }}' then {{ column }} end) as lost_to_{{ scenario }}{{ name }}
        {%- endfor %}
        {%- endfor %}
    from {{ ref('int_scenarios') }}
    group by edition_code, entity_code, node_code
),

compared as (
    select
        edition_code, entity_code, node_code,
        max(case when scenario = 'previous' then value_to end) as previous_value,
        max(previous_edition) as previous_edition,
        max(target_cell_id) as target_cell_id
    from {{ ref('int_scenario_values') }}
    group by edition_code, entity_code, node_code
),

slopes as (
    select
        starts.*, effects.effect,
        -- On a scale of logarithms the next unit brings the less the larger the figure is.
        case starts.transform
            when 'log' then 1 / cast(case when starts.counted > 0 then starts.counted end as double precision)
            else 1
        end as step,
        effects.effect_low, effects.effect_high
    from {{ ref('int_scenario_starts') }} as starts
    left join {{ ref('int_node_effects') }} as effects
        on effects.edition_code = starts.edition_code
        and effects.entity_code = starts.entity_code
        and effects.node_code = starts.node_code
)

select
    slopes.edition_code, slopes.entity_code, slopes.entity_type, slopes.node_code, slopes.parent_node_code,
    slopes.value_from as value, slopes.unit, slopes.status, tree.score,
    {{ settled('slopes.effect') }} as effect_on_index,
    {{ settled('slopes.effect * slopes.unit_score * slopes.step') }} as slope
    {%- for pick in ['least', 'greatest'] %},
    {{ settled(product_bound(
        pick, 'slopes.effect_low', 'slopes.effect_high', 'slopes.unit_score_low', 'slopes.unit_score_high'
    ) ~ ' * slopes.step') }} as slope_{{ 'low' if pick == 'least' else 'high' }}
    {%- endfor %},
    slopes.scale_basis,
    case when slopes.direction = 1 then slopes.scale_maximum else slopes.scale_minimum end as maximum_value,
    slopes.leader_entity_code, slopes.leader_value, slopes.median_value,
    compared.previous_value, compared.previous_edition,
    targets.target as target_value, compared.target_cell_id
    {%- for scenario in ['leader', 'median', 'previous', 'target'] %}
    {%- for bound in ['', '_low', '_high'] %},
    gains.lost_to_{{ scenario }}{{ bound }}
    {%- endfor %}
    {%- endfor %},
    slopes.bodies_compared
from slopes
inner join {{ ref('int_body_tree') }} as tree
    on tree.edition_code = slopes.edition_code
    and tree.entity_code = slopes.entity_code
    and tree.node_code = slopes.node_code
left join compared
    on compared.edition_code = slopes.edition_code
    and compared.entity_code = slopes.entity_code
    and compared.node_code = slopes.node_code
left join {{ ref('int_leaf_targets') }} as targets
    on targets.edition_code = slopes.edition_code
    and targets.entity_code = slopes.entity_code
    and targets.node_code = slopes.node_code
left join gains
    on gains.edition_code = slopes.edition_code
    and gains.entity_code = slopes.entity_code
    and gains.node_code = slopes.node_code
