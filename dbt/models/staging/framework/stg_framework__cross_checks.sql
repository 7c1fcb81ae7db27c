-- cross_checks: a printed figure that other printed figures give
select
    cast(check_code as varchar) as check_code,
    cast(series_code as varchar) as series_code,
    cast(figure as varchar) as figure,
    cast(operation as varchar) as operation,
    cast(target_table_key as varchar) as target_table_key,
    cast(target_column as varchar) as target_column,
    cast(target_quantity as varchar) as target_quantity,
    cast(target_rows as varchar) as target_rows,
    cast(target_label as varchar) as target_label,
    cast(name_vi as varchar) as name_vi,
    cast(name_en as varchar) as name_en
from {{ ref('cross_checks') }}
