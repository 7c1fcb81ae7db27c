-- int_node_rows: a row's figures under the names that their node gives them: score, tie-break, rank
with node_tables as (
    select * from {{ ref('int_node_tables') }}
),

body_rows as (
    select * from {{ ref('int_rows') }} where row_kind <> 'total'
),

cells as (
    select * from {{ ref('int_cells') }}
),

checked as (
    select * from {{ ref('int_cross_checks') }} where figure = 'total'
),

told_in_words as (
    select
        edition_code,
        table_code,
        row_number,
        quantity,
        cast(sum(value) as decimal(28, 10)) as told
    from {{ ref('int_figures') }}
    where quantity <> 'value'
    group by edition_code, table_code, row_number, quantity
)

select
    node_tables.edition_code,
    node_tables.table_code,
    node_tables.table_key,
    node_tables.node_code,
    node_tables.ordinal,
    node_tables.rank_column,
    body_rows.row_number,
    body_rows.row_kind,
    body_rows.row_label,
    scores.cell_id as score_cell_id,
    scores.text_printed as score_text,
    scores.value as score_published,
    scores.decimals as score_decimals,
    checked.recomputed_value as score_recomputed,
    coalesce(scores.unit, '') as unit,
    tie_breaks.cell_id as tie_break_cell_id,
    tie_breaks.text_printed as tie_break_text,
    tie_breaks.value as tie_break,
    told_in_words.told as unscored_order,
    ranks.cell_id as rank_cell_id,
    ranks.page as rank_page,
    ranks.text_printed as rank_text,
    cast(ranks.value as integer) as rank_published
from node_tables
inner join body_rows
    on body_rows.edition_code = node_tables.edition_code
    and body_rows.table_code = node_tables.table_code
left join cells as scores
    on scores.edition_code = body_rows.edition_code
    and scores.table_code = body_rows.table_code
    and scores.row_number = body_rows.row_number
    and scores.column_key = node_tables.score_column
left join checked on checked.cell_id = scores.cell_id
left join cells as tie_breaks
    on tie_breaks.edition_code = body_rows.edition_code
    and tie_breaks.table_code = body_rows.table_code
    and tie_breaks.row_number = body_rows.row_number
    and tie_breaks.column_key = node_tables.tie_break_column
left join cells as ranks
    on ranks.edition_code = body_rows.edition_code
    and ranks.table_code = body_rows.table_code
    and ranks.row_number = body_rows.row_number
    and ranks.column_key = node_tables.rank_column
left join told_in_words
    on told_in_words.edition_code = body_rows.edition_code
    and told_in_words.table_code = body_rows.table_code
    and told_in_words.row_number = body_rows.row_number
    and told_in_words.quantity = node_tables.unscored_order_quantity
