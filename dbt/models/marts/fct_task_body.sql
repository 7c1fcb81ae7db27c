-- fct_task_body: a body, or a group of bodies, that leads a task or a target or cooperates in it
select
    edition_code,
    kind,
    table_code,
    row_number,
    role,
    ordinal,
    name_printed,
    entity_code,
    body_group
from {{ ref('int_assignments') }}
