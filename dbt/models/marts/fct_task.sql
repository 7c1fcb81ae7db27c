-- fct_task: a task that a plan orders
select
    cell_id,
    edition_code,
    table_code,
    row_number,
    entity_code,
    group_heading,
    subgroup_heading,
    indicator_printed,
    node_codes,
    task_printed,
    lead_printed,
    cooperating_printed,
    time_printed,
    task_year,
    quarter_from,
    quarter_to,
    page
from {{ ref('int_tasks') }}
