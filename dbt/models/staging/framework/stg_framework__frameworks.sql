-- frameworks: an index
select
    cast(framework_code as varchar) as framework_code,
    cast(series_code as varchar) as series_code,
    cast(issuer_vi as varchar) as issuer_vi,
    cast(name_vi as varchar) as name_vi,
    cast(name_en as varchar) as name_en
from {{ ref('frameworks') }}
