-- rpt_rank_history: a body's rank and score in a node over the years, whoever tells them
with periods as (
    select * from {{ ref('dim_period') }}
),

methods as (
    select * from {{ ref('dim_framework_edition') }}
),

tellers as (
    select
        results.*, periods.edition_code, periods.framework_code, periods.framework_edition, periods.period_year,
        periods.method_era,
        coalesce(results.rank_published, results.rank_recomputed) as entity_rank,
        coalesce(results.score_published, results.score_recomputed) as score,
        row_number() over (
            partition by periods.framework_code, results.node_code, results.entity_code, periods.period_year
            -- The index's own publication first, then the edition of that year, then whoever tells it.
            order by
                case when periods.series_code = methods.series_code then 0 else 1 end,
                case when periods.is_own then 0 else 1 end,
                periods.period_key collate "C"
        ) as place,
        cast(sum(results.tellings) over (
            partition by periods.framework_code, results.node_code, results.entity_code, periods.period_year
        ) as integer) as all_tellings,
        max(case when results.is_contradicted then 1 else 0 end) over (
            partition by periods.framework_code, results.node_code, results.entity_code, periods.period_year
        ) as contradicted,
        min(results.rank_published) over (
            partition by periods.framework_code, results.node_code, results.entity_code, periods.period_year
        ) <> max(results.rank_published) over (
            partition by periods.framework_code, results.node_code, results.entity_code, periods.period_year
        ) as is_told_otherwise
    from {{ ref('fct_period_result') }} as results
    inner join periods on periods.period_key = results.period_key
    inner join methods
        on methods.framework_code = periods.framework_code
        and methods.framework_edition = periods.framework_edition
    where coalesce(results.rank_published, results.rank_recomputed) is not null
),

history as (
    select
        *,
        lag(period_year) over by_year as period_year_before,
        lag(entity_rank) over by_year as rank_before,
        lag(method_era) over by_year as method_era_before
    from tellers
    where place = 1
    window by_year as (partition by framework_code, node_code, entity_code order by period_year)
)

select
    history.edition_code, history.framework_code, history.framework_edition,
    history.node_code, nodes.name_vi as node_name_vi, nodes.name_en as node_name_en, nodes.level,
    history.entity_code, entities.name_vi as entity_name_vi, entities.name_en as entity_name_en, history.entity_type,
    history.period_year,
    history.score, history.entity_rank, history.entities_ranked,
    history.period_year_before, history.rank_before,
    history.rank_before - history.entity_rank as rank_change,
    history.method_era = history.method_era_before as comparable,
    methods.method_note_vi, methods.method_note_en,
    history.rank_cell_id as cell_id, history.all_tellings as tellings,
    history.contradicted = 1 or coalesce(history.is_told_otherwise, false) as is_contradicted
from history
inner join methods
    on methods.framework_code = history.framework_code
    and methods.framework_edition = history.framework_edition
inner join {{ ref('dim_node') }} as nodes
    on nodes.framework_code = history.framework_code
    and nodes.framework_edition = history.framework_edition
    and nodes.node_code = history.node_code
inner join {{ ref('dim_entity') }} as entities on entities.entity_code = history.entity_code
