-- assignments: a body, or a group of bodies, that leads or cooperates in a task or a target
select
    cast(edition_code as varchar) as edition_code,
    cast(kind as varchar) as kind,
    cast(table_code as varchar) as table_code,
    cast(row_number as integer) as row_number,
    cast(role as varchar) as role,
    cast(ordinal as integer) as ordinal,
    cast(name_printed as varchar) as name_printed,
    cast(nullif(entity_code, '') as varchar) as entity_code,
    cast(body_group as varchar) as body_group
from {{ source('raw', 'assignments') }}
