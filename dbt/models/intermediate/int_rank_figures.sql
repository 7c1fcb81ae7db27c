-- int_rank_figures: what gives a row its place: its own figures, how many rows are better, the rows next to it
with ranks as (
    select
        *,
        rank() over by_place - 1 as rows_better,
        dense_rank() over by_place as standing,
        row_number() over (
            partition by edition_code, table_code, node_code, rank_low order by row_number desc
        ) as place_from_the_last
    from {{ ref('int_ranks') }}
    where rank_low is not null
    window by_place as (partition by edition_code, table_code, node_code order by rank_low)
),

figures as (
    select * from {{ ref('int_figures') }}
),

ranked_by as (
    select
        edition_code, table_code, node_code, row_number, 'score' as role, 1 as column_ordinal, 1 as reading_ordinal,
        score_cell_id as input_cell_id, score_text as input_text, rank_score as input_value
    from ranks
    where score_cell_id is not null

    union all

    select
        edition_code, table_code, node_code, row_number, 'tie_break', 2, 1,
        tie_break_cell_id, tie_break_text, tie_break
    from ranks
    where tie_break_cell_id is not null and rank_score is not null and row_kind <> 'pooled'

    union all

    select
        ranks.edition_code, ranks.table_code, ranks.node_code, ranks.row_number, 'in_words',
        figures.column_ordinal, figures.reading_ordinal, figures.cell_id, figures.text_printed, figures.value
    from ranks
    inner join figures
        on figures.edition_code = ranks.edition_code
        and figures.table_code = ranks.table_code
        and figures.row_number = ranks.row_number
        and figures.quantity = ranks.unscored_order_quantity
    where ranks.rank_score is null and ranks.row_kind <> 'pooled'
),

-- All rows of one place, but only the last of those before it: 46 better rows would hide the one that matters.
neighbours as (
    select
        ranks.rank_cell_id, ranks.edition_code, ranks.table_code, ranks.node_code,
        others.row_number, others.row_label,
        case
            when others.row_number = ranks.row_number then 'own'
            when others.standing = ranks.standing then 'equal'
            else 'better'
        end as side,
        ranks.rank_score = others.rank_score as has_same_score
    from ranks
    inner join ranks as others
        on others.edition_code = ranks.edition_code
        and others.table_code = ranks.table_code
        and others.node_code = ranks.node_code
        and (
            others.standing = ranks.standing
            or (others.standing = ranks.standing - 1 and others.place_from_the_last = 1)
        )
)

select
    neighbours.rank_cell_id as cell_id,
    case neighbours.side when 'own' then 1 when 'better' then 3 else 4 end as role_ordinal,
    case neighbours.side when 'own' then ranked_by.role else neighbours.side end as role,
    neighbours.row_number, ranked_by.column_ordinal, ranked_by.reading_ordinal,
    neighbours.row_label, ranked_by.input_cell_id, ranked_by.input_text, ranked_by.input_value
from neighbours
inner join ranked_by
    on ranked_by.edition_code = neighbours.edition_code
    and ranked_by.table_code = neighbours.table_code
    and ranked_by.node_code = neighbours.node_code
    and ranked_by.row_number = neighbours.row_number
where neighbours.side = 'own'
    or (ranked_by.input_value is not null and (ranked_by.role <> 'tie_break' or neighbours.has_same_score))

union all

select rank_cell_id, 2, 'rows_better', row_number, 1, 1, null, '', '', cast(rows_better as decimal(28, 10))
from ranks

union all

-- A pooled row takes its place from the number of bodies in the table.
select rank_cell_id, 2, 'bodies', row_number, 2, 1, null, '', '', cast(bodies as decimal(28, 10))
from ranks
where row_kind = 'pooled'
