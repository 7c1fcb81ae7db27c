-- fct_check_result: a check over a printed table
select
    edition_code,
    table_code,
    check_code,
    check_name_en,
    check_name_vi,
    kind,
    outcome,
    checked,
    failing_cells,
    failing_cell_ids
from {{ ref('int_check_results') }}
