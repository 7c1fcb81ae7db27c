-- int_leaf_values: the figure behind the points of an indicator: rate, count or mark, with what was done to it
with lines as (
    select
        *,
        row_number() over (partition by edition_code, node_code, entity_code order by ordinal) as place
    from {{ ref('int_leaf_inputs') }}
),

by_inputs as (
    select
        edition_code,
        node_code,
        entity_code,
        sum(case when role = 'counted' then value end) as counted,
        max(case when role = 'option' then value end) as marked,
        max(case when role = 'counted' then unit end) as counted_unit,
        max(carried_from_edition) as carried_from_edition,
        max(capped_from) as capped_from,
        max(case when place = 1 then cell_id end) as cell_id,
        max(case when place = 1 then text_printed end) as text_printed
    from lines
    group by edition_code, node_code, entity_code
),

-- Of the options that are marked the one that earns the most.
marked as (
    select edition_code, entity_code, node_code, 'inputs' as basis, input_key, points, ordinal
    from lines
    where role = 'option' and value > 0

    union all

    select figures.edition_code, figures.entity_code, options.node_code, figures.basis, options.input_key,
        options.points, options.ordinal
    from {{ ref('int_input_figures') }} as figures
    inner join {{ ref('int_editions') }} as editions on editions.edition_code = figures.edition_code
    inner join {{ ref('stg_framework__node_inputs') }} as options
        on options.framework_code = editions.framework_code
        and options.framework_edition = editions.framework_edition
        and options.input_key = figures.input_key
        and options.role = 'option'
    where figures.basis = 'print' and figures.value > 0
),

options as (
    select
        *,
        row_number() over (
            partition by edition_code, entity_code, node_code, basis order by points desc, ordinal
        ) as place
    from marked
),

by_print as (
    select * from {{ ref('int_node_cells') }} where role = 'value' and ordinal = 1 and entity_code is not null
)

select
    scores.edition_code,
    scores.node_code,
    scores.entity_code,
    cast(
        case
            -- Points are given by the rule for what is missing; a figure is not made up.
            when scores.basis = 'inputs' and scores.status = 'missing' and options.input_key is null then null
            when scores.basis = 'inputs' then coalesce(scores.rate, by_inputs.counted, by_inputs.marked)
            else by_print.value
        end as decimal(28, 10)
    ) as raw_value,
    case
        when scores.basis = 'inputs' and scores.rate is not null then '%'
        when scores.basis = 'inputs' then nullif(by_inputs.counted_unit, '')
        when by_print.unit not in ('', 'flag') then by_print.unit
    end as unit,
    options.input_key as option_input_key,
    by_inputs.carried_from_edition,
    by_inputs.capped_from,
    by_inputs.cell_id,
    by_inputs.text_printed
from {{ ref('int_result_scores') }} as scores
left join by_inputs
    on by_inputs.edition_code = scores.edition_code
    and by_inputs.node_code = scores.node_code
    and by_inputs.entity_code = scores.entity_code
left join by_print
    on by_print.edition_code = scores.edition_code
    and by_print.node_code = scores.node_code
    and by_print.entity_code = scores.entity_code
left join options
    on options.edition_code = scores.edition_code
    and options.node_code = scores.node_code
    and options.entity_code = scores.entity_code
    and options.basis = scores.basis
    and options.place = 1
where scores.is_leaf
