-- int_period_results: a body's score and rank in a node for a year of a series: of the edition of that year; else as
-- another edition of the series tells them
with periods as (
    select * from {{ ref('int_series_periods') }}
),

ranks as (
    select * from {{ ref('int_result_ranks') }}
),

scores as (
    select * from {{ ref('int_result_scores') }}
),

own as (
    select edition_code, node_code, entity_code, entity_type from ranks

    union

    select edition_code, node_code, entity_code, entity_type from scores
),

tellings as (
    select
        tellings.*, periods.period_key,
        row_number() over (
            partition by periods.period_key, tellings.node_code, tellings.entity_code
            order by tellings.place, tellings.cell_id collate "C"
        ) as place_in_period,
        count(*) over (partition by periods.period_key, tellings.node_code, tellings.entity_code) as tellings,
        min(tellings.rank_published) over (
            partition by periods.period_key, tellings.node_code, tellings.entity_code
        ) <> max(tellings.rank_published) over (
            partition by periods.period_key, tellings.node_code, tellings.entity_code
        ) as is_contradicted
    from {{ ref('int_rank_tellings') }} as tellings
    -- Two editions of one year are a period each: what is told elsewhere belongs to both.
    inner join periods
        on periods.series_code = tellings.series_code
        and periods.period_year = tellings.period_year
        and (periods.edition_code = tellings.edition_code or not tellings.is_result)
),

bodies as (
    select period_key, node_code, entity_code, entity_type from tellings

    union

    select edition_code, node_code, entity_code, entity_type from own
)

select
    bodies.period_key, bodies.node_code, bodies.entity_code, bodies.entity_type,
    scores.score_published, scores.score_recomputed, scores.score_computed, scores.score_cell_id,
    coalesce(ranks.rank_published, told.rank_published) as rank_published,
    ranks.rank_recomputed,
    ranks.rank_low,
    coalesce(ranks.rank_cell_id, told.cell_id) as rank_cell_id,
    cast(coalesce(told.tellings, 0) as integer) as tellings,
    coalesce(told.is_contradicted, false) as is_contradicted
from bodies
left join ranks
    on ranks.edition_code = bodies.period_key
    and ranks.node_code = bodies.node_code
    and ranks.entity_code = bodies.entity_code
left join scores
    on scores.edition_code = bodies.period_key
    and scores.node_code = bodies.node_code
    and scores.entity_code = bodies.entity_code
left join tellings as told
    on told.place_in_period = 1
    and told.period_key = bodies.period_key
    and told.node_code = bodies.node_code
    and told.entity_code = bodies.entity_code
