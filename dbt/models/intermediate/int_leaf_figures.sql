-- int_leaf_figures: what an indicator's points are computed from: by its inputs, or by the rate, count or mark printed
with scoring as (
    select * from {{ ref('stg_framework__node_scoring') }}
),

lines as (
    select
        edition_code, framework_code, framework_edition, entity_code, entity_type, node_code,
        'inputs' as basis, role, points, value, status
    from {{ ref('int_leaf_inputs') }}

    union all

    select
        figures.edition_code, editions.framework_code, editions.framework_edition, figures.entity_code,
        entities.entity_type, node_inputs.node_code, figures.basis, node_inputs.role, node_inputs.points,
        figures.value, case when figures.value is null then 'missing' else 'reported' end as status
    from {{ ref('int_input_figures') }} as figures
    inner join {{ ref('int_editions') }} as editions on editions.edition_code = figures.edition_code
    inner join {{ ref('int_entities') }} as entities on entities.entity_code = figures.entity_code
    inner join {{ ref('stg_framework__node_inputs') }} as node_inputs
        on node_inputs.framework_code = editions.framework_code
        and node_inputs.framework_edition = editions.framework_edition
        and node_inputs.input_key = figures.input_key
    where figures.basis = 'print' and node_inputs.role in ('counted', 'option')
),

by_inputs as (
    select
        edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis,
        sum(case when role = 'numerator' then value end) as numerator,
        -- A whole of which a part is missing is not known: it would be too small.
        case when count(case when role = 'denominator' and value is null then 1 end) = 0
            then sum(case when role = 'denominator' then value end) end as denominator,
        sum(case when role = 'counted' then value end) as counted,
        max(case when role = 'option' and value > 0 then points end) as option_points,
        {{ worst_status('status') }} as status
    from lines
    group by edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis
),

-- A printed rate is one of a hundred, somewhere within half a unit of its last decimal.
by_print as (
    select
        printed.edition_code, printed.framework_code, printed.framework_edition, printed.entity_code,
        printed.entity_type, printed.node_code, 'print' as basis, printed.value_printed as rate,
        {{ half_unit('coalesce(printed.value_decimals, 0)') }} as half
    from {{ ref('int_printed_scores') }} as printed
    inner join scoring
        on scoring.framework_code = printed.framework_code
        and scoring.framework_edition = printed.framework_edition
        and scoring.node_code = printed.node_code
    where printed.place = 1 and printed.value_cell_id is not null and scoring.score_kind in ('rate', 'share')
),

figures as (
    select
        edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis,
        coalesce(numerator, 0) as numerator, coalesce(numerator, 0) as numerator_low,
        coalesce(numerator, 0) as numerator_high, denominator, counted, option_points, status
    from by_inputs

    union all

    select
        edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis,
        rate, case when rate > half then rate - half else 0 end, rate + half,
        case when rate is not null then 100 end, null, null,
        case when rate is null then 'missing' else 'reported' end
    from by_print
)

select
    edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis,
    {%- for figure in ['numerator', 'numerator_low', 'numerator_high', 'denominator', 'counted', 'option_points'] %}
    cast({{ figure }} as decimal(28, 10)) as {{ figure }},
    {%- endfor %}
    status
from figures
