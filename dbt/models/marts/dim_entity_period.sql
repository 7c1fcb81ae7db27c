-- dim_entity_period: a body from one change to the next, of kind of unit or region
select
    entity_code, entity_type, official_code, name_vi, name_en, unit_type_vi, unit_type_en, region, valid_from, valid_to,
    source, verified, is_last
from {{ ref('int_entity_periods') }}
