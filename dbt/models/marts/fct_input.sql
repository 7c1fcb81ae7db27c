-- fct_input: a figure of a body's form as it is computed with, and where it was read
select
    edition_code,
    entity_code,
    entity_type,
    input_key,
    value,
    unit,
    text_printed,
    status,
    carried_from_edition,
    capped_from,
    source,
    file_name,
    sheet,
    sheet_cell,
    cell_id
from {{ ref('int_input_cells') }}
