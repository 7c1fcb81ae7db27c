-- bands: the bands of a node's points
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(node_code as varchar) as node_code,
    cast(band_code as varchar) as band_code,
    cast(ordinal as integer) as ordinal,
    cast(from_value as decimal(28,10)) as from_value,
    cast(below_value as decimal(28,10)) as below_value,
    cast(printed_as as varchar) as printed_as,
    cast(name_vi as varchar) as name_vi,
    cast(name_en as varchar) as name_en
from {{ ref('bands') }}
