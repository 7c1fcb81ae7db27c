-- entities: a body and the period of its existence; a merger makes a new body
select
    cast(entity_code as varchar) as entity_code,
    cast(entity_type as varchar) as entity_type,
    cast(name_vi as varchar) as name_vi,
    cast(name_en as varchar) as name_en,
    cast(official_code as varchar) as official_code,
    cast(region as varchar) as region,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
    cast(parent_code as varchar) as parent_code,
    cast(slug as varchar) as slug
from {{ ref('entities') }}
