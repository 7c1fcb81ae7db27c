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

by_print as (
    select * from {{ ref('int_node_cells') }} where role = 'value' and ordinal = 1 and entity_code is not null
)

select
    scores.edition_code,
    scores.node_code,
    scores.entity_code,
    cast(
        case
            when scores.basis = 'inputs' then coalesce(scores.rate, by_inputs.counted, by_inputs.marked)
            else by_print.value
        end as decimal(28, 10)
    ) as raw_value,
    case
        when scores.basis = 'inputs' and scores.rate is not null then '%'
        when scores.basis = 'inputs' then coalesce(by_inputs.counted_unit, '')
        else by_print.unit
    end as unit,
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
where scores.is_leaf
