-- entity_names: a name under which a body is printed
select
    cast(entity_code as varchar) as entity_code,
    cast(name as varchar) as name,
    cast(name_key as varchar) as name_key,
    cast(name_kind as varchar) as name_kind,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to
from {{ ref('entity_names') }}
