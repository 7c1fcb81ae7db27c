-- fct_scenario: index and rank of a body if a figure were another, everything else unchanged
with figures as (
    select
        edition_code, entity_code, node_code, scenario, value_from, value_to, is_beyond_scale,
        scenario = 'target' and value_to = counted as is_met, cast(null as integer) as targets_counted
    from {{ ref('int_scenario_values') }}

    union all

    select
        figures.edition_code, figures.entity_code, roots.node_code, 'all_targets', null, null,
        max(case when figures.is_beyond_scale then 1 else 0 end) = 1,
        min(case when figures.value_to = figures.counted then 1 else 0 end) = 1,
        cast(count(*) as integer)
    from {{ ref('int_scenario_values') }} as figures
    inner join {{ ref('int_body_tree') }} as roots
        on roots.edition_code = figures.edition_code
        and roots.entity_code = figures.entity_code
        and roots.level = 0
    where figures.scenario = 'target'
    group by figures.edition_code, figures.entity_code, roots.node_code
),

-- All that plans about the period want of a body, whether an indicator measures it or not.
targets as (
    select
        editions.edition_code, plans.bodies_of as entity_code, cast(count(*) as integer) as targets_told
    from {{ ref('int_editions') }} as editions
    inner join {{ ref('int_editions') }} as plans
        on plans.framework_code = editions.framework_code
        and plans.framework_edition = editions.framework_edition
        and plans.period_year = editions.period_year
    inner join {{ ref('int_targets') }} as targets on targets.edition_code = plans.edition_code
    group by editions.edition_code, plans.bodies_of
),

scales as (
    select * from {{ ref('int_path_scales') }}
)

select
    scenarios.edition_code,
    scenarios.entity_code,
    scenarios.entity_type,
    scenarios.node_code,
    scenarios.scenario,
    figures.value_from,
    figures.value_to,
    cast(scenarios.index_before as decimal(28, 10)) as index_before,
    scenarios.index_gain,
    scenarios.gain_low,
    scenarios.gain_high,
    scenarios.index_after,
    scenarios.rank_before,
    scenarios.rank_after,
    scenarios.rank_after_low,
    scenarios.rank_after_high,
    scenarios.bodies_compared,
    scenarios.bodies_ranked,
    scales.scale_basis,
    figures.is_beyond_scale or scenarios.is_cut as is_beyond_scale,
    figures.is_met,
    figures.targets_counted,
    case when figures.targets_counted is not null then targets.targets_told end as targets_told
from {{ ref('int_scenarios') }} as scenarios
inner join figures
    on figures.edition_code = scenarios.edition_code
    and figures.entity_code = scenarios.entity_code
    and figures.node_code = scenarios.node_code
    and figures.scenario = scenarios.scenario
left join targets
    on targets.edition_code = scenarios.edition_code
    and targets.entity_code = scenarios.entity_code
left join scales
    on scales.edition_code = scenarios.edition_code
    and scales.entity_code = scenarios.entity_code
    and scales.node_code = scenarios.node_code
