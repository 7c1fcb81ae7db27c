-- tasks: a task of a plan's list
select
    cast(cell_id as varchar) as cell_id,
    cast(edition_code as varchar) as edition_code,
    cast(table_code as varchar) as table_code,
    cast(row_number as integer) as row_number,
    cast(group_heading as varchar) as group_heading,
    cast(subgroup_heading as varchar) as subgroup_heading,
    cast(indicator_printed as varchar) as indicator_printed,
    cast(task_printed as varchar) as task_printed,
    cast(lead_printed as varchar) as lead_printed,
    cast(cooperating_printed as varchar) as cooperating_printed,
    cast(time_printed as varchar) as time_printed,
    cast(task_year as integer) as task_year,
    cast(quarter_from as integer) as quarter_from,
    cast(quarter_to as integer) as quarter_to
from {{ source('raw', 'tasks') }}
