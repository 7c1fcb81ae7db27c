-- int_scenario_changes: what the score of a changed indicator gains in a scenario; all targets at once are one more
with gains as (
    select
        edition_code, entity_code, node_code, scenario, level,
        growth * unit_score as gain,
        least(growth * unit_score_low, growth * unit_score_high) as gain_low,
        greatest(growth * unit_score_low, growth * unit_score_high) as gain_high
    from {{ ref('int_scenario_values') }}
    where growth is not null
)

select edition_code, entity_code, node_code, scenario, node_code as changed_code, level, gain, gain_low, gain_high
from gains

union all

select
    gains.edition_code, gains.entity_code, roots.node_code, 'all_targets' as scenario,
    gains.node_code as changed_code, gains.level, gains.gain, gains.gain_low, gains.gain_high
from gains
inner join {{ ref('int_body_tree') }} as roots
    on roots.edition_code = gains.edition_code
    and roots.entity_code = gains.entity_code
    and roots.level = 0
where gains.scenario = 'target'
