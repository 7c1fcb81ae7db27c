-- excluded_entities: a body that an edition does not assess
select
    cast(edition_code as varchar) as edition_code,
    cast(entity_code as varchar) as entity_code,
    cast(reason_vi as varchar) as reason_vi,
    cast(reason_en as varchar) as reason_en
from {{ ref('excluded_entities') }}
