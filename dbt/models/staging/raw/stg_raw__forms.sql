-- forms: a form that a body filled in: counted, superseded by a later one, or held back
select
    cast(edition_code as varchar) as edition_code,
    cast(form_code as varchar) as form_code,
    cast(nullif(entity_code, '') as varchar) as entity_code,
    cast(slug as varchar) as slug,
    cast(name_printed as varchar) as name_printed,
    cast(confidence as decimal(28,10)) as confidence,
    cast(file_sha256 as varchar) as file_sha256,
    cast(file_name as varchar) as file_name,
    cast(sheet as varchar) as sheet,
    cast(written_on as varchar) as written_on,
    cast(status as varchar) as status,
    cast(reason as varchar) as reason
from {{ source('raw', 'forms') }}
