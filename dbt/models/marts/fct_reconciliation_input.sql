-- fct_reconciliation_input: the printed figures that went into a recomputed figure
with reconciliation as (
    select * from {{ ref('int_reconciliation') }}
),

inputs as (
    select
        cell_id,
        check_code as rule_code,
        -- A counted figure is one above 0; the others are shown, so that a person sees who is missing.
        case
            when role = 'addend' then 'part'
            when role = 'counted' and coalesce(value, 0) <= 0 then 'not_counted'
            else role
        end as role,
        case when role = 'denominator' then 2 else 1 end as role_ordinal,
        table_ordinal,
        row_number,
        column_ordinal,
        reading_ordinal,
        input_ordinal,
        row_label,
        input_cell_id,
        text_printed as input_text,
        value as input_value
    from {{ ref('int_cross_check_figures') }}

    union all

    select
        cell_id, 'rank' as rule_code, role, role_ordinal, 0 as table_ordinal, row_number, column_ordinal,
        reading_ordinal, 0 as input_ordinal, row_label, input_cell_id, input_text, input_value
    from {{ ref('int_rank_figures') }}

    union all

    select
        cell_id, rule_code, role, 1 as role_ordinal, table_ordinal, row_number, column_ordinal, 1, 1, row_label,
        input_cell_id, text_printed, value
    from {{ ref('int_score_inputs') }}

    union all

    select
        cell_id, rule_code, role, 1, 0, row_number, column_ordinal, 1, 1, null, input_cell_id, text_printed, value
    from {{ ref('int_told_inputs') }}
)

select
    reconciliation.edition_code,
    reconciliation.cell_id,
    reconciliation.figure,
    cast(row_number() over (
        partition by reconciliation.cell_id, reconciliation.figure
        order by
            inputs.role_ordinal, inputs.table_ordinal nulls last, inputs.row_number nulls last,
            inputs.column_ordinal nulls last, inputs.reading_ordinal, inputs.input_ordinal
    ) as integer) as ordinal,
    inputs.role,
    inputs.input_cell_id,
    inputs.input_text,
    cast(inputs.input_value as decimal(28, 10)) as input_value,
    inputs.row_label as input_row_label
from reconciliation
inner join inputs
    on inputs.cell_id = reconciliation.cell_id
    and inputs.rule_code = case
        when reconciliation.figure = 'rank' and reconciliation.rule_code not like 'told!_%' escape '!' then 'rank'
        else reconciliation.rule_code
    end
