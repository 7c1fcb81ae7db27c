-- input_sources: which column of a printed table tells which input
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(basis as varchar) as basis,
    cast(table_key as varchar) as table_key,
    cast(column_key as varchar) as column_key,
    cast(input_key as varchar) as input_key,
    cast(choice as varchar) as choice,
    cast(blank_is as varchar) as blank_is
from {{ ref('input_sources') }}
