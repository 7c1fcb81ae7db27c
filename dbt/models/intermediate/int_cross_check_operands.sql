-- int_cross_check_operands: for each checked figure, what the figures behind it come to
with operands as (
    select * from {{ ref('int_cross_check_figures') }}
),

inputs as (
    select * from {{ ref('stg_framework__cross_check_inputs') }}
),

wanted as (
    select check_code, count(*) as inputs_wanted from inputs group by check_code
),

found as (
    select
        check_code,
        cell_id,
        count(distinct case when value is not null then input_ordinal end) as inputs_found,
        cast(sum(case when role = 'addend' then value end) as decimal(28, 10)) as total,
        cast(count(distinct case when role = 'counted' and value > 0 then row_number end) as integer) as rows_positive,
        cast(sum(case when role = 'numerator' then value end) as decimal(28, 10)) as numerator,
        cast(sum(case when role = 'denominator' then value end) as decimal(28, 10)) as denominator,
        count(case when role = 'numerator' then value end) as numerators,
        count(case when role = 'denominator' then value end) as denominators,
        min(case when is_read then 1 else 0 end) = 0 as has_unread
    from operands
    group by check_code, cell_id
)

select
    found.check_code,
    found.cell_id,
    found.total,
    found.rows_positive,
    found.numerator,
    found.denominator,
    found.has_unread
from found
inner join wanted
    on wanted.check_code = found.check_code
    and wanted.inputs_wanted = found.inputs_found
-- Two fractions in one row cannot be told apart, and nothing is a share of nothing.
where (found.numerator is null and found.denominator is null)
    or (found.numerators = 1 and found.denominators = 1 and found.denominator > 0)
