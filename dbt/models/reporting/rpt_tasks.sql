-- rpt_tasks: a task that a plan orders, with its time and the indicators that it serves
select
    tasks.edition_code,
    publications.period,
    tasks.table_code,
    tasks.row_number,
    tasks.entity_code,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en,
    tasks.group_heading,
    tasks.subgroup_heading,
    tasks.indicator_printed as indicator,
    tasks.node_codes,
    tasks.task_printed as task,
    tasks.lead_printed as lead_agency,
    tasks.cooperating_printed as cooperating,
    tasks.time_printed,
    tasks.task_year,
    tasks.quarter_from,
    tasks.quarter_to,
    tasks.cell_id,
    tasks.page
from {{ ref('fct_task') }} as tasks
inner join {{ ref('dim_publication') }} as publications on publications.edition_code = tasks.edition_code
left join {{ ref('dim_entity') }} as entities on entities.entity_code = tasks.entity_code
