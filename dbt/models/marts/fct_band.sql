-- fct_band: a body's band in a node, as published and by its points
with results as (
    select * from {{ ref('int_result_bands') }}
)

select
    edition_code, node_code, entity_code, entity_type, 'published' as basis, band_published as band_code,
    band_cell_id as cell_id
from results
where band_published is not null

union all

select
    edition_code, node_code, entity_code, entity_type, 'recomputed' as basis, band_recomputed as band_code,
    cast(null as varchar) as cell_id
from results
where band_recomputed is not null
