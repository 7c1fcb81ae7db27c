-- int_told_cells: a cell that tells a result of an index, with the period told and the body as the edition names it
with told as (
    select * from {{ ref('stg_framework__told_results') }}
),

cells as (
    select * from {{ ref('int_cells') }} where row_kind <> 'total'
),

editions as (
    select * from {{ ref('int_editions') }}
),

named as (
    select * from {{ ref('int_mentions_resolved') }} where entity_code is not null
)

select
    cells.cell_id, cells.edition_code, cells.table_code, cells.table_key, cells.table_ordinal, cells.row_number,
    cells.column_ordinal, cells.page, cells.text_printed, cells.value, cells.decimals,
    body_rows.row_label,
    told.framework_code, told.node_code, told.figure,
    coalesce(cast(periods.value as integer), editions.period_year + told.period_offset) as period_year,
    editions.period_year as edition_year,
    case told.body when 'home' then editions.bodies_of else named.entity_code end as entity_named
from told
inner join cells
    on cells.series_code = told.series_code
    and cells.table_key = told.table_key
    and cells.column_key = told.column_key
inner join editions on editions.edition_code = cells.edition_code
left join {{ ref('int_rows') }} as body_rows
    on body_rows.edition_code = cells.edition_code
    and body_rows.table_code = cells.table_code
    and body_rows.row_number = cells.row_number
left join cells as periods
    on periods.edition_code = cells.edition_code
    and periods.table_code = cells.table_code
    and periods.row_number = cells.row_number
    and periods.column_key = told.period_column
left join named
    on told.body = 'row'
    and named.edition_code = cells.edition_code
    and named.table_code = cells.table_code
    and named.row_number = cells.row_number
-- A node that the method of that year does not have is told by a word (dropped), not by a figure.
where cells.value is not null
