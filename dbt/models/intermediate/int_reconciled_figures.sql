-- int_reconciled_figures: every published figure that can be recomputed, with the verdicts of arithmetic
with rules as (
    select rule_code, name_vi as rule_vi, name_en as rule_en from {{ ref('stg_framework__rank_rules') }}

    union all

    select rule_code, name_vi, name_en from {{ ref('stg_faults__reconciliation_rules') }}
),

points as (
    select * from {{ ref('int_score_figures') }}

    union all

    select * from {{ ref('int_self_totals') }}
),

by_rule as (
    select
        edition_code, cell_id, figure, node_code, entity_code, rule_code, table_code, table_key, row_number,
        row_label, page, published_text, published_value, 0 as decimals, '' as unit, recomputed_value,
        recomputed_low, recomputed_high, cast(null as varchar) as recomputed_text, computed_value, expected_scaled,
        verdict_print, verdict_inputs,
        case verdict_print
            when 'tie_order' then 'tie_order'
            when 'within_rounding' then 'held_back'
            when 'unexplained' then 'rank_differs'
        end as note_code
    from {{ ref('int_rank_verdicts') }}

    union all

    select
        edition_code, cell_id, figure, node_code, entity_code, rule_code, table_code, table_key, row_number,
        row_label, page, published_text, published_value, decimals, unit, recomputed_value,
        recomputed_low, recomputed_high, null, computed_value,
        {{ rounded_scaled('coalesce(computed_value, recomputed_value)', 'decimals') }} as expected_scaled,
        verdict_print, verdict_inputs,
        case
            when recomputed_value is null and computed_value is null then 'no_parts'
            when verdict_print = 'within_rounding' then 'rounded'
            when verdict_print = 'unexplained' then 'differs'
        end as note_code
    from points

    union all

    select
        edition_code, cell_id, figure, node_code, entity_code, rule_code, table_code, table_key, row_number,
        row_label, page, published_text, null, 0, '', null, null, null, recomputed_text, null, null,
        verdict_print, verdict_inputs,
        case verdict_print when 'within_rounding' then 'rounded' when 'unexplained' then 'band_differs' end
    from {{ ref('int_band_figures') }}

    union all

    select
        edition_code, cell_id, figure, node_code, entity_code, rule_code, table_code, table_key, row_number,
        row_label, page, published_text, published_value, 0, '', recomputed_value,
        recomputed_value, recomputed_value, null, null, expected_scaled,
        verdict_print, null,
        case verdict_print when 'unexplained' then 'told_otherwise' end
    from {{ ref('int_told_figures') }}

    union all

    select
        edition_code, cell_id, figure, node_code, entity_code, rule_code, table_code, table_key, row_number,
        null, page, published_text, published_value, decimals, unit, recomputed_value,
        recomputed_value, recomputed_value, source_text, null, expected_scaled,
        verdict_print, null,
        case verdict_print when 'within_rounding' then 'rounded' when 'unexplained' then 'told_otherwise' end
    from {{ ref('int_told_verdicts') }}
)

select
    by_rule.*,
    rules.rule_vi,
    rules.rule_en
from by_rule
left join rules on rules.rule_code = by_rule.rule_code

union all

select
    edition_code, cell_id, figure, null as node_code, null as entity_code, check_code, table_code, table_key,
    row_number, row_label, page, text_printed, value, decimals, unit, recomputed_value,
    recomputed_value as recomputed_low,
    case when not has_unread then recomputed_value end as recomputed_high,
    null as recomputed_text, null as computed_value, expected_scaled, verdict as verdict_print,
    null as verdict_inputs, note_code, name_vi, name_en
from {{ ref('int_cross_checks') }}
