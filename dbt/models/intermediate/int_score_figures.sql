-- int_score_figures: printed scores beside those that the printed figures give, as an interval, and those that the
-- forms give, exactly
with printed as (
    select *, {{ half_unit('decimals') }} as half
    from {{ ref('int_node_cells') }}
    where role = 'score' and value is not null and entity_code is not null
),

places as (
    select score_cell_id as cell_id, node_code, place from {{ ref('int_printed_scores') }}
),

first_prints as (
    select
        edition_code, node_code, entity_code, score_printed, score_decimals,
        {{ half_unit('coalesce(score_decimals, 0)') }} as half
    from {{ ref('int_printed_scores') }}
    where place = 1
),

by_print as (select * from {{ ref('int_computed_scores') }} where basis = 'print'),

by_inputs as (select * from {{ ref('int_computed_scores') }} where basis = 'inputs'),

joined as (
    select
        printed.*,
        case
            when places.place > 1 then 'printed_again'
            when nodes.method <> 'none' then 'normalised'
            when printed.is_leaf then 'points'
            when nodes.aggregation in ('mean', 'geometric_mean') then 'mean_of_parts'
            else 'sum_of_parts'
        end as score_rule,
        case when places.place > 1 then first_print.score_printed else by_print.score end as recomputed_value,
        {%- for bound, sign in [('low', '-'), ('high', '+')] %}
        case
            when places.place = 1 then by_print.score_{{ bound }}
            when first_print.score_decimals = printed.decimals then first_print.score_printed
            else first_print.score_printed {{ sign }} first_print.half
        end as computed_{{ bound }},
        -- Of computed points both bound the exact ones: the figures beside them, and their own print.
        case when printed.is_leaf and places.place = 1 then by_print.part_{{ bound }} end as narrowed_{{ bound }},
        {%- endfor %}
        case
            when places.place > 1 then least(first_print.score_decimals, printed.decimals)
            else printed.decimals
        end as decimals_compared,
        case when places.place = 1 then explained.is_explained end as is_explained,
        explained.fitted_low, explained.fitted_high,
        by_inputs.score as computed_value
    from printed
    inner join places using (cell_id, node_code)
    inner join {{ ref('int_scored_nodes') }} as nodes using (framework_code, framework_edition, node_code)
    left join first_prints as first_print using (edition_code, node_code, entity_code)
    left join by_print using (edition_code, node_code, entity_code)
    left join by_inputs using (edition_code, node_code, entity_code)
    left join {{ ref('stg_raw__recovered_rows') }} as explained using (edition_code, table_code, node_code, row_number)
),

judged as (
    select
        *,
        case
            when recomputed_value is null then null
            -- Whether one scale gives all rows, the linear programme says; a result that fits in a row that does not
            -- is not at fault itself: another cell of the row is.
            when not is_explained and (fitted_low > value + half or fitted_high < value - half) then 'unexplained'
            -- What a formula gives is rounded for print; printed parts are added as they are.
            when score_rule <> 'sum_of_parts'
                and {{ rounded_scaled('recomputed_value', 'decimals_compared') }}
                = {{ rounded_scaled('value', 'decimals_compared') }}
                then 'equal'
            when recomputed_value = value then 'equal'
            when is_explained then 'within_rounding'
            when computed_low <= value + half and computed_high >= value - half then 'within_rounding'
            else 'unexplained'
        end as verdict_print,
        case
            when computed_value is null then null
            when {{ rounded_scaled('computed_value', 'decimals') }} = {{ rounded_scaled('value', 'decimals') }}
                -- A mean is kept to eight decimals: one that lies so near to a half may be printed on either side.
                or (score_rule in ('mean_of_parts', 'normalised') and abs(computed_value - value) <= half + 0.00000001)
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
