-- int_entity_results: what a body got in a node: a pooled row is spread over the bodies that it names
with node_rows as (
    select * from {{ ref('int_node_rows') }}
),

node_tables as (
    select * from {{ ref('int_node_tables') }}
),

ranks as (
    select * from {{ ref('int_ranks') }}
),

editions as (
    select * from {{ ref('int_editions') }}
),

mentions as (
    select * from {{ ref('int_mentions_resolved') }} where entity_code is not null
),

-- A result that is printed again elsewhere is the same result.
results as (
    select
        node_rows.edition_code,
        editions.series_code,
        editions.period,
        node_tables.framework_code,
        node_tables.framework_edition,
        node_rows.node_code,
        node_tables.is_leaf,
        node_rows.rank_column is not null as is_ranked,
        mentions.entity_code,
        mentions.entity_type,
        node_rows.row_kind,
        node_rows.unit,
        node_rows.score_cell_id,
        node_rows.score_text,
        node_rows.score_published,
        node_rows.score_decimals,
        node_rows.score_recomputed,
        node_rows.rank_cell_id,
        node_rows.rank_published,
        ranks.rank_recomputed,
        ranks.rank_low,
        ranks.rank_high,
        rank() over (
            partition by node_rows.edition_code, node_rows.node_code, mentions.entity_code
            order by case when node_rows.score_published is null then 1 else 0 end, node_rows.ordinal
        ) as place
    from node_rows
    inner join node_tables
        on node_tables.edition_code = node_rows.edition_code
        and node_tables.table_code = node_rows.table_code
        and node_tables.node_code = node_rows.node_code
    inner join editions on editions.edition_code = node_rows.edition_code
    inner join mentions
        on mentions.edition_code = node_rows.edition_code
        and mentions.table_code = node_rows.table_code
        and mentions.row_number = node_rows.row_number
    left join ranks
        on ranks.edition_code = node_rows.edition_code
        and ranks.table_code = node_rows.table_code
        and ranks.node_code = node_rows.node_code
        and ranks.row_number = node_rows.row_number
)

select
    edition_code,
    series_code,
    period,
    framework_code,
    framework_edition,
    node_code,
    is_leaf,
    is_ranked,
    entity_code,
    entity_type,
    row_kind,
    unit,
    score_cell_id,
    score_text,
    score_published,
    score_decimals,
    score_recomputed,
    rank_cell_id,
    rank_published,
    rank_recomputed,
    rank_low,
    rank_high
from results
where place = 1
