-- rpt_change_between_editions: a body's score and rank in two editions of a series that follow each other
with publications as (
    select
        *,
        lag(edition_code) over (partition by series_code order by period, edition_code) as edition_before
    from {{ ref('dim_publication') }}
),

methods as (
    select * from {{ ref('dim_framework_edition') }}
),

-- As published; of an edition that is computed and not published yet, as computed.
ranks as (
    select
        edition_code,
        node_code,
        entity_code,
        entity_type,
        coalesce(
            max(case when basis = 'published' then entity_rank end), max(entity_rank)
        ) as entity_rank
    from {{ ref('fct_rank') }}
    group by edition_code, node_code, entity_code, entity_type
),

scores as (
    select
        edition_code,
        node_code,
        entity_code,
        coalesce(max(case when basis = 'published' then score end), max(score)) as score
    from {{ ref('fct_score') }}
    group by edition_code, node_code, entity_code
),

results as (
    select
        ranks.*,
        scores.score
    from ranks
    left join scores
        on scores.edition_code = ranks.edition_code
        and scores.node_code = ranks.node_code
        and scores.entity_code = ranks.entity_code
)

select
    publications.series_code,
    publications.edition_before,
    publications.edition_code as edition_after,
    before_it.period as period_before,
    publications.period as period_after,
    results_after.node_code,
    results_after.entity_code,
    entities.name_vi as entity_name_vi,
    results_after.entity_type,
    results_before.score as score_before,
    results_after.score as score_after,
    cast(results_after.score - results_before.score as decimal(28, 10)) as score_change,
    results_before.entity_rank as rank_before,
    results_after.entity_rank as rank_after,
    results_after.entity_rank - results_before.entity_rank as rank_change,
    publications.framework_edition = before_it.framework_edition
    or methods.is_comparable_with_previous as comparable
from publications
inner join publications as before_it on before_it.edition_code = publications.edition_before
inner join results as results_after on results_after.edition_code = publications.edition_code
inner join results as results_before
    on results_before.edition_code = publications.edition_before
    and results_before.node_code = results_after.node_code
    and results_before.entity_code = results_after.entity_code
inner join {{ ref('dim_entity') }} as entities on entities.entity_code = results_after.entity_code
inner join methods
    on methods.framework_code = publications.framework_code
    and methods.framework_edition = publications.framework_edition
