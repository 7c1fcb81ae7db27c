-- rpt_task_bodies: who leads a task and who cooperates in it
select
    bodies.edition_code,
    publications.period,
    bodies.table_code,
    bodies.row_number,
    bodies.role,
    bodies.ordinal,
    bodies.name_printed,
    bodies.entity_code,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en,
    bodies.body_group
from {{ ref('fct_task_body') }} as bodies
inner join {{ ref('dim_publication') }} as publications on publications.edition_code = bodies.edition_code
left join {{ ref('dim_entity') }} as entities on entities.entity_code = bodies.entity_code
where bodies.kind = 'task'
