-- int_rows: an accepted row with the text that tells its reader which row it is
with cells as (
    select * from {{ ref('int_cells') }}
),

text_columns as (
    select * from {{ ref('stg_raw__printed_columns') }} where data_type = 'text'
),

mentions as (
    select
        edition_code,
        table_code,
        row_number,
        cast(count(*) as integer) as bodies
    from {{ ref('int_mentions_resolved') }}
    group by edition_code, table_code, row_number
),

labels as (
    select
        cells.edition_code,
        cells.table_code,
        cells.row_number,
        cells.text_printed as row_label,
        row_number() over (
            partition by cells.edition_code, cells.table_code, cells.row_number
            order by text_columns.ordinal
        ) as place
    from cells
    inner join text_columns
        on text_columns.edition_code = cells.edition_code
        and text_columns.table_code = cells.table_code
        and text_columns.column_key = cells.column_key
    where cells.text_printed <> ''
),

accepted_rows as (
    select distinct
        edition_code,
        table_code,
        table_key,
        entity_type,
        row_number,
        row_kind
    from cells
)

select
    accepted_rows.edition_code,
    accepted_rows.table_code,
    accepted_rows.table_key,
    accepted_rows.entity_type,
    accepted_rows.row_number,
    accepted_rows.row_kind,
    labels.row_label,
    coalesce(mentions.bodies, 0) as bodies
from accepted_rows
left join labels
    on labels.edition_code = accepted_rows.edition_code
    and labels.table_code = accepted_rows.table_code
    and labels.row_number = accepted_rows.row_number
    and labels.place = 1
left join mentions
    on mentions.edition_code = accepted_rows.edition_code
    and mentions.table_code = accepted_rows.table_code
    and mentions.row_number = accepted_rows.row_number
