-- fct_told_result: a cell that tells a result of an index, with the year that it tells of
select
    cell_id, edition_code, framework_code, node_code, entity_named, entity_code, figure, period_year, is_own_period,
    cast(value as decimal(28, 10)) as value
from {{ ref('int_told_results') }}
