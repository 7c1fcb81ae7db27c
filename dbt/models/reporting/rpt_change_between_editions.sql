-- rpt_change_between_editions: a body's score and rank in two years of a series that follow each other
with periods as (
    select * from {{ ref('dim_period') }}
),

-- The order within a tie is anybody's: whoever stands in one has its best place, or a rank would move by chance.
results as (
    select *, coalesce(rank_low, rank_recomputed) as rank_recomputed_low from {{ ref('fct_period_result') }}
    where rank_published is not null or rank_recomputed is not null
),

-- Like with like: what is printed is rounded, what is computed is not.
pairs as (
    select
        after_it.series_code, before_it.period_key as edition_before, after_it.period_key as edition_after,
        before_it.period as period_before, after_it.period as period_after,
        results_after.node_code, results_after.entity_code, results_after.entity_type,
        before_it.framework_code = after_it.framework_code
        and before_it.method_era = after_it.method_era as comparable,
        case
            when results_before.score_published is not null and results_after.score_published is not null
                then 'published'
            when results_before.score_recomputed is not null and results_after.score_recomputed is not null
                then 'recomputed'
        end as score_basis,
        case
            when results_before.rank_published is not null and results_after.rank_published is not null
                then 'published'
            when results_before.rank_recomputed is not null and results_after.rank_recomputed is not null
                then 'recomputed'
        end as rank_basis
        {%- for side in ['before', 'after'] %}
        {%- for figure in ['score_published', 'score_recomputed', 'rank_published', 'rank_recomputed_low'] %},
        results_{{ side }}.{{ figure }} as {{ figure }}_{{ side }}
        {%- endfor %}
        {%- endfor %}
    from periods as after_it
    inner join periods as before_it on before_it.period_key = after_it.period_key_before
    inner join results as results_after on results_after.period_key = after_it.period_key
    inner join results as results_before
        on results_before.period_key = before_it.period_key
        and results_before.node_code = results_after.node_code
        and results_before.entity_code = results_after.entity_code
),

compared as (
    select
        *
        {%- for side in ['before', 'after'] %},
        case score_basis
            when 'published' then score_published_{{ side }} when 'recomputed' then score_recomputed_{{ side }}
        end as score_{{ side }},
        case rank_basis
            when 'published' then rank_published_{{ side }} when 'recomputed' then rank_recomputed_low_{{ side }}
        end as rank_{{ side }}
        {%- endfor %}
    from pairs
)

select
    compared.series_code, compared.edition_before, compared.edition_after,
    compared.period_before, compared.period_after,
    compared.node_code, compared.entity_code, entities.name_vi as entity_name_vi, compared.entity_type,
    compared.score_basis,
    cast(compared.score_before as decimal(28, 10)) as score_before,
    cast(compared.score_after as decimal(28, 10)) as score_after,
    cast(compared.score_after - compared.score_before as decimal(28, 10)) as score_change,
    compared.rank_basis,
    compared.rank_before,
    compared.rank_after,
    compared.rank_after - compared.rank_before as rank_change,
    compared.comparable
from compared
inner join {{ ref('dim_entity') }} as entities on entities.entity_code = compared.entity_code
