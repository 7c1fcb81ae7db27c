-- int_ranks: the place of a row by the rule of its node and the printed scores, from the first to the last place
-- that it may have
with node_rows as (
    select * from {{ ref('int_node_rows') }} where rank_column is not null
),

node_tables as (
    select * from {{ ref('int_node_tables') }}
),

-- What the figures of the bodies give exactly ranks them where the rule prefers it to the print.
computed as (
    select distinct edition_code, node_code, entity_type from {{ ref('int_method_scores') }} where basis = 'inputs'
),

scored as (
    select
        node_rows.*,
        node_tables.direction,
        node_tables.rule_code,
        node_tables.tie_method,
        node_tables.pooled_position,
        node_tables.unscored,
        node_tables.bodies,
        node_tables.unscored_order_quantity,
        node_tables.rows_held_back,
        node_tables.score_basis = 'exact'
        or (node_tables.score_basis = 'exact_or_printed' and computed.node_code is not null) as is_ranked_exactly,
        node_rows.score_published as rank_score
    from node_rows
    inner join node_tables using (edition_code, table_code, node_code)
    left join computed using (edition_code, node_code, entity_type)
),

pools as (
    select
        *,
        case
            when row_kind = 'pooled' then 'pooled'
            when rank_score is null then 'unscored'
            else 'scored'
        end as pool,
        case when rank_score is null then unscored_order else rank_score * direction end as place_by,
        case when rank_score is null then null else tie_break end as then_by
    from scored
),

placed as (
    select
        *,
        rank() over by_score as competition_rank,
        dense_rank() over by_score as dense_rank,
        row_number() over (
            partition by edition_code, table_code, node_code, pool
            order by place_by desc nulls last, then_by desc nulls last, row_number
        ) as sequential_rank,
        count(*) over (
            partition by edition_code, table_code, node_code, pool, place_by, then_by
        ) as sharing,
        sum(case when pool = 'scored' then 1 else 0 end) over by_table as scored_rows,
        sum(case when pool = 'unscored' then 1 else 0 end) over by_table as unscored_rows
    from pools
    window by_table as (partition by edition_code, table_code, node_code),
    by_score as (
        partition by edition_code, table_code, node_code, pool
        order by place_by desc nulls last, then_by desc nulls last
    )
),

ruled as (
    select
        *,
        case
            when pool = 'pooled' and pooled_position = 'last' then bodies
            when pool = 'pooled' and pooled_position = 'first_free' then scored_rows + unscored_rows + 1
            when pool = 'unscored' and unscored = 'follow' then scored_rows + competition_rank
            when pool = 'scored' and tie_method = 'dense' then dense_rank
            when pool = 'scored' then competition_rank
        end as rank_low,
        -- Unrounded scores, by which an exact rule ranks, may part what is printed alike.
        case
            when pool = 'scored' and (tie_method = 'sequential' or is_ranked_exactly) then sharing - 1
            else 0
        end as tied_places,
        case when pool = 'scored' and tie_method = 'sequential' then sequential_rank end as rank_in_print_order
    from placed
)

select
    edition_code, table_code, table_key, node_code, row_number, row_kind, row_label, rule_code,
    rank_cell_id, rank_page, rank_text, rank_published, rows_held_back, bodies,
    score_cell_id, score_text, rank_score, tie_break_cell_id, tie_break_text, tie_break, unscored_order_quantity,
    cast(coalesce(rank_in_print_order, rank_low) as integer) as rank_recomputed,
    cast(rank_low as integer) as rank_low,
    cast(rank_low + tied_places as integer) as rank_high_tied,
    cast(rank_low + tied_places + rows_held_back as integer) as rank_high
from ruled
