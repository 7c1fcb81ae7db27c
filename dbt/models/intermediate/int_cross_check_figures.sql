-- int_cross_check_figures: the printed figures behind a checked figure, one by one
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
)

select
    targets.check_code,
    targets.cell_id,
    inputs.input_ordinal,
    inputs.role,
    figures.cell_id as input_cell_id,
    figures.row_label,
    figures.text_printed,
    figures.value,
    figures.is_read,
    figures.table_ordinal,
    figures.row_number,
    figures.column_ordinal,
    figures.reading_ordinal
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
