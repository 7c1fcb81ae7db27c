-- known_faults: a fault of a publication that a person has looked at
select
    cast(edition_code as varchar) as edition_code,
    cast(cell_id as varchar) as cell_id,
    cast(figure as varchar) as figure,
    cast(printed as varchar) as printed,
    cast(expected as varchar) as expected,
    cast(expected_value as decimal(28,10)) as expected_value,
    cast(kind as varchar) as kind,
    cast(reason_vi as varchar) as reason_vi,
    cast(reason_en as varchar) as reason_en,
    cast(status as varchar) as status,
    cast(guard_cell_id as varchar) as guard_cell_id,
    cast(guard_like as varchar) as guard_like
from {{ ref('known_faults') }}
