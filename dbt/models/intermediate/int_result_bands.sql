-- int_result_bands: a body's band in a node, as printed and by its points
with by_method as (
    select * from {{ ref('int_method_bands') }}
),

printed as (
    select * from {{ ref('int_printed_bands') }} where ordinal = 1 and band_code is not null
),

-- Where points cannot be computed exactly, the printed ones give the band.
by_print as (
    select
        printed.edition_code,
        printed.node_code,
        printed.entity_code,
        bands.band_code
    from printed
    inner join {{ ref('stg_framework__bands') }} as bands
        on bands.framework_code = printed.framework_code
        and bands.framework_edition = printed.framework_edition
        and bands.node_code = printed.node_code
        and (bands.from_value is null or printed.score_printed >= bands.from_value)
        and (bands.below_value is null or printed.score_printed < bands.below_value)
)

select
    coalesce(by_method.edition_code, printed.edition_code) as edition_code,
    coalesce(by_method.node_code, printed.node_code) as node_code,
    coalesce(by_method.entity_code, printed.entity_code) as entity_code,
    coalesce(by_method.entity_type, printed.entity_type) as entity_type,
    printed.band_code as band_published,
    printed.cell_id as band_cell_id,
    coalesce(by_method.band_code, by_print.band_code) as band_recomputed
from by_method
full outer join printed
    on printed.edition_code = by_method.edition_code
    and printed.node_code = by_method.node_code
    and printed.entity_code = by_method.entity_code
left join by_print
    on by_print.edition_code = printed.edition_code
    and by_print.node_code = printed.node_code
    and by_print.entity_code = printed.entity_code
