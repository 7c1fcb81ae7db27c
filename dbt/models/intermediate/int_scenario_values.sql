-- int_scenario_values: the figure that an indicator of a body would have: the leader's, the middle one, last year's,
-- the plan's target, the end of the scale; and what its score would gain, the scale unchanged
with leaves as (
    select * from {{ ref('int_scenario_starts') }}
),

-- The latest edition before that has a figure of the same body, by the same method.
previous as (
    select
        leaves.edition_code, leaves.entity_code, leaves.node_code, before.value_from as value_to,
        before.edition_code as previous_edition,
        row_number() over (
            partition by leaves.edition_code, leaves.entity_code, leaves.node_code
            order by editions_before.period_year desc, editions_before.published_on desc, before.edition_code collate "C"
        ) as place
    from leaves
    inner join {{ ref('int_editions') }} as editions on editions.edition_code = leaves.edition_code
    inner join leaves as before
        on before.framework_code = leaves.framework_code
        and before.framework_edition = leaves.framework_edition
        and before.entity_code = leaves.entity_code
        and before.node_code = leaves.node_code
        and before.value_from is not null
    inner join {{ ref('int_editions') }} as editions_before
        on editions_before.edition_code = before.edition_code
        and editions_before.period_year < editions.period_year
),

wanted as (
    {%- for scenario in ['leader', 'median'] %}
    select edition_code, entity_code, node_code, '{{ scenario }}' as scenario, {{ scenario }}_value as value_to,
        cast(null as varchar) as previous_edition, cast(null as varchar) as target_cell_id
    from leaves

    union all
    {% endfor %}
    select edition_code, entity_code, node_code, 'maximum',
        case when direction = 1 then scale_maximum else scale_minimum end, null, null
    from leaves

    union all

    select edition_code, entity_code, node_code, 'previous', value_to, previous_edition, null
    from previous
    where place = 1

    union all

    -- A target that is met already asks for nothing.
    select leaves.edition_code, leaves.entity_code, leaves.node_code, 'target',
        case when targets.target * leaves.direction > leaves.counted * leaves.direction then targets.target
            else leaves.counted end, null, targets.target_cell_id
    from leaves
    inner join {{ ref('int_leaf_targets') }} as targets
        on targets.edition_code = leaves.edition_code
        and targets.entity_code = leaves.entity_code
        and targets.node_code = leaves.node_code
)

select
    leaves.edition_code, leaves.entity_code, leaves.entity_type, leaves.node_code, leaves.parent_node_code,
    leaves.level, wanted.scenario, leaves.value_from, leaves.counted,
    cast(wanted.value_to as decimal(28, 10)) as value_to, wanted.previous_edition, wanted.target_cell_id,
    leaves.unit_score, leaves.unit_score_low, leaves.unit_score_high,
    {{ on_scale('wanted.value_to', 'leaves') }} - {{ on_scale('leaves.counted', 'leaves') }} as growth,
    -- Where the method itself says where the scale ends, a figure beyond it moves nothing.
    leaves.scale_basis <> 'given' and (
        wanted.value_to > leaves.scale_maximum or wanted.value_to < leaves.scale_minimum
    ) as is_beyond_scale
from wanted
inner join leaves
    on leaves.edition_code = wanted.edition_code
    and leaves.entity_code = wanted.entity_code
    and leaves.node_code = wanted.node_code
where wanted.value_to is not null
