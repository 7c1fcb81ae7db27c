-- fct_calculation: a line of the formula that gives a node its points
with normalised as (
    select
        *,
        row_number() over (
            partition by edition_code, entity_code, node_code order by place, line_key collate "C"
        ) as ordinal
    from {{ ref('int_normalised_lines') }}
),

points as (
    select * from {{ ref('int_calculation_lines') }} as lines
    where not exists (select 1 from normalised where normalised.edition_code = lines.edition_code)
)

select
    edition_code,
    entity_code,
    node_code,
    ordinal,
    role,
    input_key,
    part_node_code,
    value,
    unit,
    points_of_line,
    status,
    carried_from_edition,
    capped_from,
    cell_id,
    basis,
    score_kind,
    reference,
    stated_reference,
    reference_note_vi,
    reference_note_en,
    rate,
    points,
    maximum,
    cast(null as decimal(28, 10)) as weight,
    false as is_recovered,
    cast(null as decimal(28, 10)) as scale_minimum,
    cast(null as decimal(28, 10)) as scale_maximum,
    cast(null as varchar) as scale_basis
from points

union all

select
    edition_code,
    entity_code,
    node_code,
    cast(ordinal as integer),
    role,
    input_key,
    part_node_code,
    cast(value as decimal(28, 10)),
    unit,
    cast(points_of_line as decimal(28, 10)),
    status,
    null,
    null,
    cell_id,
    basis,
    score_kind,
    null,
    null,
    null,
    null,
    null,
    cast(points as decimal(28, 10)),
    maximum,
    weight,
    is_recovered,
    scale_minimum,
    scale_maximum,
    scale_basis
from normalised
