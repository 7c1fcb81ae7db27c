-- int_reconciliation: a published figure beside the recomputed one, with the verdict
with figures as (
    select
        *,
        case
            when verdict_print = 'unexplained' or verdict_inputs = 'unexplained' then 'unexplained'
            else coalesce(verdict_print, verdict_inputs)
        end as verdict_by_rule
    from {{ ref('int_reconciled_figures') }}
),

notes as (
    select * from {{ ref('stg_faults__reconciliation_notes') }}
),

known_faults as (
    select * from {{ ref('stg_faults__known_faults') }}
)

select
    figures.edition_code, figures.cell_id, figures.figure, figures.node_code, figures.entity_code,
    figures.rule_code, figures.rule_vi, figures.rule_en,
    figures.table_code, figures.table_key, figures.row_number, figures.row_label, figures.page,
    figures.published_text, figures.published_value, figures.decimals, figures.unit,
    figures.recomputed_value, figures.recomputed_low, figures.recomputed_high, figures.recomputed_text,
    figures.computed_value, figures.expected_scaled,
    figures.verdict_print, figures.verdict_inputs, figures.verdict_by_rule,
    case when known_faults.cell_id is not null then 'known_fault' else figures.verdict_by_rule end as verdict,
    coalesce(known_faults.reason_en, notes.note_en) as note_en,
    coalesce(known_faults.reason_vi, notes.note_vi) as note_vi
from figures
left join notes
    on notes.note_code = case
        -- The print may agree with itself and not with the forms.
        when figures.verdict_inputs = 'unexplained' and figures.verdict_print <> 'unexplained' then 'forms_differ'
        else figures.note_code
    end
-- An acknowledged fault explains one fault only: the same cell, the same print, the same right figure.
left join known_faults
    on known_faults.cell_id = figures.cell_id
    and known_faults.figure = figures.figure
    and figures.verdict_by_rule = 'unexplained'
    and known_faults.printed = figures.published_text
    and coalesce(
        {{ whole_number('known_faults.expected_value * ' ~ power_of_ten('figures.decimals')) }},
        {{ whole_number('-1') }}
    ) = coalesce(figures.expected_scaled, {{ whole_number('-1') }})
    and (figures.recomputed_text is null or figures.recomputed_text = known_faults.expected)
