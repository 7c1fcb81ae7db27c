-- int_assignments: a body, or a group of bodies, that leads a task or a target or cooperates in it
select
    edition_code,
    kind,
    table_code,
    row_number,
    role,
    ordinal,
    name_printed,
    entity_code,
    nullif(body_group, '') as body_group
from {{ ref('stg_raw__assignments') }}
