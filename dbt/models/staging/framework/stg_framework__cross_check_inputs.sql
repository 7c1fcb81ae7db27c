-- cross_check_inputs: a figure from which a cross-check computes
select
    cast(check_code as varchar) as check_code,
    cast(input_ordinal as integer) as input_ordinal,
    cast(role as varchar) as role,
    cast(table_key as varchar) as table_key,
    cast(column_key as varchar) as column_key,
    cast(quantity as varchar) as quantity,
    cast(scope as varchar) as scope,
    cast(row_label as varchar) as row_label
from {{ ref('cross_check_inputs') }}
