-- editions: an edition as loaded
select
    cast(edition_code as varchar) as edition_code,
    cast(series_code as varchar) as series_code,
    cast(period as varchar) as period,
    cast(published_on as varchar) as published_on,
    cast(title_vi as varchar) as title_vi,
    cast(title_en as varchar) as title_en,
    cast(nullif(issuer, '') as varchar) as issuer,
    cast(nullif(bodies_of, '') as varchar) as bodies_of,
    cast(input_hash as varchar) as input_hash
from {{ source('raw', 'editions') }}
