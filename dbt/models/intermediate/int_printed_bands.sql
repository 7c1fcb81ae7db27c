-- int_printed_bands: the band that the heading above a row names, and the score of the row
with headings as (
    select * from {{ ref('int_node_cells') }} where role = 'band' and entity_code is not null
),

scores as (
    select * from {{ ref('int_node_cells') }} where role = 'score' and value is not null
),

named as (
    select
        headings.cell_id,
        bands.band_code,
        -- "mức độ khá" may stand within a longer name of another band.
        row_number() over (partition by headings.cell_id order by length(bands.printed_as) desc) as place
    from headings
    inner join {{ ref('stg_framework__bands') }} as bands
        on bands.framework_code = headings.framework_code
        and bands.framework_edition = headings.framework_edition
        and bands.node_code = headings.node_code
        and position(bands.printed_as in headings.text_printed) > 0
)

select
    headings.*,
    named.band_code,
    scores.value as score_printed,
    scores.decimals as score_decimals
from headings
left join named on named.cell_id = headings.cell_id and named.place = 1
left join scores
    on scores.edition_code = headings.edition_code
    and scores.table_code = headings.table_code
    and scores.row_number = headings.row_number
    and scores.node_code = headings.node_code
where headings.text_printed <> ''
