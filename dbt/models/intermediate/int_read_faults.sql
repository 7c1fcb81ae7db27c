-- int_read_faults: a fault that a person has read, no rule finding it, while the text it rests on is printed
with texts as (
    select * from {{ ref('int_printed_texts') }}
)

select
    faults.edition_code,
    faults.cell_id,
    texts.table_code,
    places.row_number,
    faults.kind,
    faults.printed,
    faults.expected,
    faults.reason_en as why_en,
    faults.reason_vi as why_vi
from {{ ref('stg_faults__known_faults') }} as faults
inner join texts
    on texts.cell_id = faults.guard_cell_id
    and texts.text_printed like faults.guard_like escape '!'
left join texts as places on places.cell_id = faults.cell_id
