-- targets: a target that a plan sets for its province
select
    cast(cell_id as varchar) as cell_id,
    cast(edition_code as varchar) as edition_code,
    cast(row_number as integer) as row_number,
    cast(indicator_printed as varchar) as indicator_printed,
    cast(nullif(node_code, '') as varchar) as node_code,
    cast(is_whole_indicator as boolean) as is_whole_indicator,
    cast(target_year as integer) as target_year,
    cast(comparator as varchar) as comparator,
    cast(target as decimal(28,10)) as target,
    cast(target_max as decimal(28,10)) as target_max,
    cast(unit as varchar) as unit,
    cast(lead_printed as varchar) as lead_printed,
    cast(due_printed as varchar) as due_printed,
    cast(due_quarter as integer) as due_quarter,
    cast(text_printed as varchar) as text_printed,
    cast(page as integer) as page
from {{ source('raw', 'targets') }}
