-- int_cross_checks: a checked figure, what it should be, and the verdict of arithmetic
with targets as (
    select * from {{ ref('int_cross_check_targets') }}
),

operands as (
    select * from {{ ref('int_cross_check_operands') }}
),

computed as (
    select
        targets.*,
        operands.total,
        operands.rows_positive,
        operands.numerator * case when targets.unit = '%' then 100 else 1 end as dividend,
        operands.denominator as divisor,
        operands.has_unread
    from targets
    inner join operands
        on operands.check_code = targets.check_code
        and operands.cell_id = targets.cell_id
),

-- Everything below counts in units of the last printed digit, so that no binary float comes near.
scaled as (
    select
        *,
        {{ whole_number('value * ' ~ power_of_ten('decimals')) }} as printed_scaled,
        case operation
            when 'sum' then {{ whole_number('total * ' ~ power_of_ten('decimals')) }}
            when 'count_rows_positive' then {{ whole_number('rows_positive') }} * {{ power_of_ten('decimals') }}
            when 'share' then {{ rounded_quotient('dividend', 'divisor', 'decimals') }}
        end as expected_scaled,
        case when operation = 'share' then {{ cut_quotient('dividend', 'divisor', 'decimals') }} end as cut_scaled,
        case operation
            when 'sum' then cast(total as decimal(28, 10))
            when 'count_rows_positive' then cast(rows_positive as decimal(28, 10))
            when 'share' then cast({{ rounded_quotient('dividend', 'divisor', '10') }} as decimal(28, 0))
                * cast('0.0000000001' as decimal(10, 10))
        end as recomputed_value
    from computed
),

judged as (
    select
        *,
        case
            when printed_scaled = expected_scaled then 'equal'
            when has_unread and printed_scaled > expected_scaled then 'within_rounding'
            else 'unexplained'
        end as verdict,
        case
            when has_unread and printed_scaled >= expected_scaled then 'open_end'
            when printed_scaled = expected_scaled then null
            when printed_scaled = cut_scaled then 'cut_off'
            else 'differs'
        end as note_code
    from scaled
),

-- A figure that two checks cover (a total of totals) is shown by the one that it fails.
placed as (
    select
        *,
        row_number() over (
            partition by cell_id, figure
            order by case verdict when 'unexplained' then 1 when 'within_rounding' then 2 else 3 end, check_code
        ) as place
    from judged
)

select
    edition_code, cell_id, figure, check_code, name_vi, name_en, table_code, table_key, row_number, row_label,
    page, text_printed, value, decimals, unit, expected_scaled, has_unread,
    cast(recomputed_value as decimal(28, 10)) as recomputed_value,
    verdict, note_code
from placed
where place = 1
