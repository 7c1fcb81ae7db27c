-- told_results: a column that tells a result of an index besides the results of the edition itself
select
    cast(series_code as varchar) as series_code,
    cast(table_key as varchar) as table_key,
    cast(column_key as varchar) as column_key,
    cast(framework_code as varchar) as framework_code,
    cast(node_code as varchar) as node_code,
    cast(figure as varchar) as figure,
    cast(body as varchar) as body,
    cast(period_column as varchar) as period_column,
    cast(period_offset as integer) as period_offset
from {{ ref('told_results') }}
