-- int_leaf_values: the figure behind the points of an indicator: rate, count or mark, with what was done to it
with lines as (
    select
        *,
        -- Of two ways to tell a figure the one that was taken.
        row_number() over (partition by edition_code, node_code, entity_code
            order by case when role = 'value' and value is null then 1 else 0 end, ordinal
        ) as place
    from {{ ref('int_leaf_inputs') }}
),

printed_lines as (
    select edition_code, entity_code, node_code, basis, ordinal, role, points, input_key, value, cell_id, text_printed
    from {{ ref('int_printed_lines') }}
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

    select edition_code, entity_code, node_code, basis, input_key, points, ordinal
    from printed_lines
    where role = 'option' and value > 0
),

placed as (
    select
        *,
        row_number() over (partition by edition_code, entity_code, node_code, basis order by points desc, ordinal) as place
    from marked
),

options as (
    select * from placed where place = 1
),

by_print as (
    select * from {{ ref('int_node_cells') }} where role = 'value' and ordinal = 1 and entity_code is not null
),

normalised as (
    select * from {{ ref('int_own_figures') }}
),

printed_figures as (
    select * from printed_lines where role = 'value'
)

select
    scores.edition_code,
    scores.node_code,
    scores.entity_code,
    cast(
        case
            when normalised.status = 'missing' then null
            when normalised.node_code is not null then normalised.figure
            -- Points are given by the rule for what is missing; a figure is not made up.
            when scores.basis = 'inputs' and scores.status = 'missing' and options.input_key is null then null
            when scores.basis = 'inputs' then coalesce(scores.rate, by_inputs.counted, by_inputs.marked)
            else by_print.value
        end as decimal(28, 10)
    ) as raw_value,
    case
        when normalised.node_code is not null then scores.unit
        when scores.basis = 'inputs' and scores.rate is not null then '%'
        when scores.basis = 'inputs' then nullif(by_inputs.counted_unit, '')
        when by_print.unit not in ('', 'flag') then by_print.unit
    end as unit,
    options.input_key as option_input_key,
    by_inputs.carried_from_edition,
    by_inputs.capped_from,
    coalesce(by_inputs.cell_id, printed_figures.cell_id) as cell_id,
    coalesce(by_inputs.text_printed, printed_figures.text_printed) as text_printed
from {{ ref('int_result_scores') }} as scores
left join by_inputs using (edition_code, node_code, entity_code)
left join by_print using (edition_code, node_code, entity_code)
left join options using (edition_code, node_code, entity_code, basis)
left join normalised using (edition_code, node_code, entity_code, basis)
left join printed_figures using (edition_code, node_code, entity_code, basis)
where scores.is_leaf
