-- int_reconciliation: a published figure beside the recomputed one, with the verdict
with ranks as (
    select
        edition_code,
        rank_cell_id as cell_id,
        'rank' as figure,
        rule_code,
        table_code,
        table_key,
        row_number,
        row_label,
        rank_page as page,
        rank_text as published_text,
        cast(rank_published as decimal(28, 10)) as published_value,
        cast(rank_recomputed as decimal(28, 10)) as recomputed_value,
        cast(rank_low as decimal(28, 10)) as recomputed_low,
        cast(rank_high as decimal(28, 10)) as recomputed_high,
        {{ whole_number('rank_recomputed') }} as expected_scaled,
        case
            when rank_published = rank_recomputed then 'equal'
            when rank_published between rank_low and rank_high_tied then 'tie_order'
            when rank_published between rank_low and rank_high then 'within_rounding'
            else 'unexplained'
        end as verdict
    from {{ ref('int_ranks') }}
    where rank_published is not null and rank_recomputed is not null
),

rank_rules as (
    select * from {{ ref('stg_framework__rank_rules') }}
),

notes as (
    select * from {{ ref('stg_faults__reconciliation_notes') }}
),

known_faults as (
    select * from {{ ref('stg_faults__known_faults') }}
),

figures as (
    select
        ranks.edition_code, ranks.cell_id, ranks.figure, ranks.rule_code,
        rank_rules.name_vi as rule_vi, rank_rules.name_en as rule_en,
        ranks.table_code, ranks.table_key, ranks.row_number, ranks.row_label, ranks.page,
        ranks.published_text, ranks.published_value, 0 as decimals, '' as unit, ranks.recomputed_value,
        ranks.recomputed_low, ranks.recomputed_high, ranks.expected_scaled, ranks.verdict,
        case ranks.verdict
            when 'tie_order' then 'tie_order'
            when 'within_rounding' then 'held_back'
            when 'unexplained' then 'rank_differs'
        end as note_code
    from ranks
    inner join rank_rules on rank_rules.rule_code = ranks.rule_code

    union all

    select
        edition_code, cell_id, figure, check_code, name_vi, name_en, table_code, table_key, row_number,
        row_label, page, text_printed, value, decimals, unit, recomputed_value,
        recomputed_value as recomputed_low,
        case when not has_unread then recomputed_value end as recomputed_high,
        expected_scaled, verdict, note_code
    from {{ ref('int_cross_checks') }}
)

select
    figures.edition_code, figures.cell_id, figures.figure, figures.rule_code, figures.rule_vi, figures.rule_en,
    figures.table_code, figures.table_key, figures.row_number, figures.row_label, figures.page,
    figures.published_text, figures.published_value, figures.decimals, figures.unit,
    figures.recomputed_value, figures.recomputed_low, figures.recomputed_high, figures.expected_scaled,
    figures.verdict as verdict_by_rule,
    case when known_faults.cell_id is not null then 'known_fault' else figures.verdict end as verdict,
    coalesce(known_faults.reason_en, notes.note_en) as note_en,
    coalesce(known_faults.reason_vi, notes.note_vi) as note_vi
from figures
left join notes on notes.note_code = figures.note_code
-- An acknowledged fault explains one fault only: the same cell, the same print, the same right figure.
left join known_faults
    on known_faults.cell_id = figures.cell_id
    and known_faults.figure = figures.figure
    and figures.verdict = 'unexplained'
    and known_faults.printed = figures.published_text
    and figures.expected_scaled
    = {{ whole_number('known_faults.expected_value * ' ~ power_of_ten('figures.decimals')) }}
