-- int_cross_check_operands: for each checked figure, what the figures behind it come to
with targets as (
    select * from {{ ref('int_cross_check_targets') }}
),

inputs as (
    select * from {{ ref('stg_framework__cross_check_inputs') }}
),

figures as (
    select * from {{ ref('int_figures') }}
),

whole_tables as (
    select edition_code, table_code from {{ ref('int_tables') }} where rows_held_back = 0
),

operands as (
    select
        targets.check_code,
        targets.cell_id,
        inputs.input_ordinal,
        inputs.role,
        figures.row_number,
        figures.value,
        figures.is_read
    from targets
    inner join inputs on inputs.check_code = targets.check_code
    inner join figures
        on figures.edition_code = targets.edition_code
        and figures.table_key = inputs.table_key
        and figures.quantity = inputs.quantity
        and (inputs.column_key is null or inputs.column_key = figures.column_key)
    left join whole_tables
        on whole_tables.edition_code = figures.edition_code
        and whole_tables.table_code = figures.table_code
    where (inputs.scope = 'same_row' and figures.row_number = targets.row_number)
        or (inputs.scope = 'labelled' and figures.row_label = inputs.row_label)
        or (
            -- A row held back may hold anything: nothing is said about a sum over its table.
            inputs.scope = 'all_rows' and figures.row_kind <> 'total'
            and whole_tables.table_code is not null
        )
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
