-- int_computed_rows: a row of a published table: in the order of the computed result, with its computed band, where the
-- table is about a result that is computed; else in the order of the print
with points_indices as (
    select framework_code, framework_edition from {{ ref('int_nodes') }} where level = 0 and aggregation = 'sum'
),

-- The result that a table is about: the highest node in it.
results as (
    select
        cells.edition_code, cells.table_code, cells.row_number, cells.entity_code, cells.node_code,
        row_number() over (
            partition by cells.edition_code, cells.table_code, cells.row_number order by nodes.level, cells.node_code
        ) as place
    from {{ ref('int_node_cells') }} as cells
    inner join points_indices
        on points_indices.framework_code = cells.framework_code
        and points_indices.framework_edition = cells.framework_edition
    inner join {{ ref('int_nodes') }} as nodes
        on nodes.framework_code = cells.framework_code
        and nodes.framework_edition = cells.framework_edition
        and nodes.node_code = cells.node_code
    where cells.role = 'score' and cells.entity_code is not null and cells.row_kind = 'data'
),

computed_tables as (
    select distinct edition_code, table_code from results
),

bodies as (
    select edition_code, table_code, row_number, max(entity_code) as entity_code
    from {{ ref('int_node_cells') }}
    group by edition_code, table_code, row_number
),

headings as (
    select edition_code, table_code, band_code, max(text_printed) as band_heading
    from {{ ref('int_printed_bands') }}
    where band_code is not null
    group by edition_code, table_code, band_code
),

banded_tables as (
    select distinct edition_code, table_code from {{ ref('int_printed_bands') }}
)

select
    printed.edition_code, printed.table_code, printed.row_number, printed.row_kind, bodies.entity_code, results.node_code,
    case when computed_tables.table_code is null then 'printed' else 'computed' end as table_form,
    cast(row_number() over (
        partition by printed.edition_code, printed.table_code
        order by case when results.row_number is null then 1 else 0 end, ranks.rank_recomputed nulls last,
            scores.score_recomputed desc nulls last, scores.score_published desc nulls last, printed.row_number
    ) as integer) as row_order,
    case when banded_tables.table_code is not null then bands.band_recomputed end as band_code,
    headings.band_heading
from {{ ref('int_rows') }} as printed
left join computed_tables
    on computed_tables.edition_code = printed.edition_code
    and computed_tables.table_code = printed.table_code
left join bodies
    on bodies.edition_code = printed.edition_code
    and bodies.table_code = printed.table_code
    and bodies.row_number = printed.row_number
left join results
    on results.edition_code = printed.edition_code
    and results.table_code = printed.table_code
    and results.row_number = printed.row_number
    and results.place = 1
left join {{ ref('int_result_ranks') }} as ranks
    on ranks.edition_code = results.edition_code
    and ranks.entity_code = results.entity_code
    and ranks.node_code = results.node_code
left join {{ ref('int_result_scores') }} as scores
    on scores.edition_code = results.edition_code
    and scores.entity_code = results.entity_code
    and scores.node_code = results.node_code
left join banded_tables
    on banded_tables.edition_code = results.edition_code
    and banded_tables.table_code = results.table_code
left join {{ ref('int_result_bands') }} as bands
    on bands.edition_code = results.edition_code
    and bands.entity_code = results.entity_code
    and bands.node_code = results.node_code
left join headings
    on headings.edition_code = results.edition_code
    and headings.table_code = results.table_code
    and headings.band_code = bands.band_recomputed
