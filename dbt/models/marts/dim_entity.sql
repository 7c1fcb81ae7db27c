-- dim_entity: a body and the period of its existence
select
    entity_code,
    entity_type,
    name_vi,
    name_en,
    official_code,
    region,
    parent_code,
    slug,
    valid_from,
    valid_to,
    ended_by,
    ended_by_source
from {{ ref('int_entities') }}
