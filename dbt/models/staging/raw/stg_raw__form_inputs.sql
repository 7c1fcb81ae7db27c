-- form_inputs: a figure of a form, or the points that its body gave itself
select
    cast(cell_id as varchar) as cell_id,
    cast(edition_code as varchar) as edition_code,
    cast(form_code as varchar) as form_code,
    cast(kind as varchar) as kind,
    cast(indicator as varchar) as indicator,
    cast(input_key as varchar) as input_key,
    cast(text_printed as varchar) as text_printed,
    cast(raw_type as varchar) as raw_type,
    cast(value as decimal(28,10)) as value,
    cast(unit as varchar) as unit,
    cast(sheet as varchar) as sheet,
    cast(sheet_cell as varchar) as sheet_cell,
    cast(label_printed as varchar) as label_printed,
    cast(confidence as decimal(28,10)) as confidence,
    cast(file_sha256 as varchar) as file_sha256,
    cast(status as varchar) as status,
    cast(reason as varchar) as reason
from {{ source('raw', 'form_inputs') }}
