-- int_row_boxes: where a printed row stands on a page: as wide as its table there, and as high as all of its cells share;
-- a cell that reaches over several rows, or a heading over them, would make it as high as all of these
with boxes as (
    select
        cells.edition_code,
        cells.table_code,
        cells.row_number,
        cells.page,
        min(cells.box_x0) as leftmost,
        max(cells.box_x1) as rightmost,
        min(cells.box_top) as highest,
        max(cells.box_top) as shared_top,
        min(cells.box_bottom) as shared_bottom,
        max(cells.box_bottom) as lowest
    from {{ ref('stg_raw__cells') }} as cells
    inner join {{ ref('stg_raw__printed_columns') }} as columns
        on columns.edition_code = cells.edition_code
        and columns.table_code = cells.table_code
        and columns.column_key = cells.column_key
    where cells.box_x0 is not null and columns.data_type <> 'heading'
    group by cells.edition_code, cells.table_code, cells.row_number, cells.page
)

-- A row that is printed in several parts, one below the other, shares nothing.
select
    edition_code,
    table_code,
    row_number,
    page,
    cast(min(leftmost) over (partition by edition_code, table_code, page) as decimal(28, 10)) as row_x0,
    cast(case when shared_top < shared_bottom then shared_top else highest end as decimal(28, 10)) as row_top,
    cast(max(rightmost) over (partition by edition_code, table_code, page) as decimal(28, 10)) as row_x1,
    cast(case when shared_top < shared_bottom then shared_bottom else lowest end as decimal(28, 10)) as row_bottom
from boxes
