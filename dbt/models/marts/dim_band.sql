-- dim_band: a band of a node's points
select
    framework_code,
    framework_edition,
    node_code,
    band_code,
    ordinal,
    from_value,
    below_value,
    name_vi,
    name_en
from {{ ref('int_bands') }}
