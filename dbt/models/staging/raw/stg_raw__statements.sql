-- statements: a figure told in the prose around the tables
select
    cast(cell_id as varchar) as cell_id,
    cast(edition_code as varchar) as edition_code,
    cast(statement_key as varchar) as statement_key,
    cast(ordinal as integer) as ordinal,
    cast(figure as varchar) as figure,
    cast(text_printed as varchar) as text_printed,
    cast(value as decimal(28,10)) as value,
    cast(decimals as integer) as decimals,
    cast(unit as varchar) as unit,
    cast(page as integer) as page,
    coalesce(cast(body_printed as varchar), '') as body_printed,
    coalesce(cast(name_key as varchar), '') as name_key
from {{ source('raw', 'statements') }}
