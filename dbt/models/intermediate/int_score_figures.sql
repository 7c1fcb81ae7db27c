-- int_score_figures: printed points beside those that the printed figures give, as an interval, and those that the
-- forms give, exactly
with printed as (
    select *, {{ half_unit('decimals') }} as half
    from {{ ref('int_node_cells') }}
    where role = 'score' and value is not null and entity_code is not null
),

first_print as (
    select * from printed where ordinal = 1
),

by_print as (
    select * from {{ ref('int_computed_scores') }} where basis = 'print'
),

by_inputs as (
    select * from {{ ref('int_computed_scores') }} where basis = 'inputs'
),

joined as (
    select
        printed.*,
        case
            when printed.ordinal > 1 then 'printed_again'
            when printed.is_leaf then 'points'
            else 'sum_of_parts'
        end as score_rule,
        case when printed.ordinal > 1 then first_print.value else by_print.score end as recomputed_value,
        case when printed.ordinal > 1 then first_print.value else by_print.score_low end as computed_low,
        case when printed.ordinal > 1 then first_print.value else by_print.score_high end as computed_high,
        -- Of computed points both bound the exact ones: the figures beside them, and their own print.
        case when printed.is_leaf and printed.ordinal = 1 then by_print.part_low end as narrowed_low,
        case when printed.is_leaf and printed.ordinal = 1 then by_print.part_high end as narrowed_high,
        by_inputs.score as computed_value
    from printed
    left join first_print
        on first_print.edition_code = printed.edition_code
        and first_print.node_code = printed.node_code
        and first_print.entity_code = printed.entity_code
    left join by_print
        on by_print.edition_code = printed.edition_code
        and by_print.node_code = printed.node_code
        and by_print.entity_code = printed.entity_code
    left join by_inputs
        on by_inputs.edition_code = printed.edition_code
        and by_inputs.node_code = printed.node_code
        and by_inputs.entity_code = printed.entity_code
),

judged as (
    select
        *,
        case
            when recomputed_value is null then null
            -- What a formula gives is rounded for print; printed parts are added as they are.
            when score_rule = 'points'
                and {{ rounded_scaled('recomputed_value', 'decimals') }} = {{ rounded_scaled('value', 'decimals') }}
                then 'equal'
            when recomputed_value = value then 'equal'
            when computed_low <= value + half and computed_high >= value - half then 'within_rounding'
            else 'unexplained'
        end as verdict_print,
        case
            when computed_value is null then null
            when {{ rounded_scaled('computed_value', 'decimals') }} = {{ rounded_scaled('value', 'decimals') }}
                then 'equal'
            else 'unexplained'
        end as verdict_inputs
    from joined
    where recomputed_value is not null or computed_value is not null
)

select
    edition_code, cell_id, case score_rule when 'sum_of_parts' then 'total' else 'score' end as figure,
    node_code, entity_code, score_rule as rule_code, table_code, table_key, row_number, row_label, page,
    text_printed as published_text, value as published_value, decimals, unit,
    cast(recomputed_value as decimal(28, 10)) as recomputed_value,
    cast(coalesce(narrowed_low, computed_low) as decimal(28, 10)) as recomputed_low,
    cast(coalesce(narrowed_high, computed_high) as decimal(28, 10)) as recomputed_high,
    cast(computed_value as decimal(28, 10)) as computed_value, verdict_print, verdict_inputs
from judged
