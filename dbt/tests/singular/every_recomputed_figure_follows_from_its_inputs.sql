-- A recomputed figure that has no inputs, or that its inputs do not give again.
with reconciliation as (
    select * from {{ ref('fct_reconciliation') }}
),

inputs as (
    select
        cell_id,
        figure,
        count(*) as inputs,
        sum(case when role = 'part' then input_value end) as parts,
        -- Two figures of one row are one row counted.
        count(distinct case when role = 'counted' then input_row end) as rows_counted,
        count(case when role = 'counted' or role = 'not_counted' then 1 end) as countable,
        sum(case when role = 'numerator' then input_value end) as numerator,
        sum(case when role = 'denominator' then input_value end) as denominator,
        max(case when role = 'rows_better' then input_value end) as rows_better,
        -- A move is the place of the year before less the place of the year.
        coalesce(max(case when role = 'told_before' then input_value end), 0)
        + max(case role when 'told_first' then input_value when 'bodies' then input_value end)
        * case when count(case when role = 'told_before' then 1 end) > 0 then -1 else 1 end as told
    from (
        select *, regexp_replace(input_cell_id, ':[^:]*$', '') as input_row
        from {{ ref('fct_reconciliation_input') }}
    ) as inputs
    group by cell_id, figure
)

select
    reconciliation.cell_id,
    reconciliation.figure,
    reconciliation.recomputed_value,
    inputs.*
from reconciliation
left join inputs
    on inputs.cell_id = reconciliation.cell_id
    and inputs.figure = reconciliation.figure
where (inputs.inputs is null and reconciliation.recomputed_value is not null)
    or (inputs.inputs is null and reconciliation.figure = 'band' and reconciliation.verdict_print is not null)
    or inputs.parts <> reconciliation.recomputed_value
    or (inputs.countable > 0 and inputs.rows_counted <> reconciliation.recomputed_value)
    -- a share may be a fraction or in per cent, and is kept to ten decimals
    or (
        reconciliation.figure = 'share' and not reconciliation.rule_code like 'told!_%' escape '!' and not coalesce(
            abs(reconciliation.recomputed_value * inputs.denominator - inputs.numerator) < 0.000001
            or abs(reconciliation.recomputed_value * inputs.denominator - 100 * inputs.numerator) < 0.000001,
            false
        )
    )
    or (
        reconciliation.figure = 'rank' and inputs.rows_better is null
        and not reconciliation.rule_code like 'told!_%' escape '!'
    )
    or (reconciliation.rule_code like 'told!_%' escape '!' and inputs.told <> reconciliation.recomputed_value)
    or (
        reconciliation.figure = 'total' and reconciliation.recomputed_value is not null
        and inputs.parts is null and inputs.countable = 0
        and not reconciliation.rule_code like 'told!_%' escape '!'
    )
