-- series_frameworks: by which index a series is read
select
    cast(series_code as varchar) as series_code,
    cast(framework_code as varchar) as framework_code
from {{ ref('series_frameworks') }}
