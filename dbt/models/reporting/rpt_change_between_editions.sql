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

-- The order within a tie is anybody's: whoever stands in one has its best place, or a rank would move by chance.
results as (
    select
        ranks.edition_code, ranks.node_code, ranks.entity_code, ranks.entity_type
        {%- for basis in ['published', 'recomputed'] %},
        max(case when ranks.basis = '{{ basis }}' then coalesce(ranks.rank_low, ranks.entity_rank) end) as rank_{{ basis }},
        max(case when scores.basis = '{{ basis }}' then scores.score end) as score_{{ basis }}
        {%- endfor %}
    from {{ ref('fct_rank') }} as ranks
    left join {{ ref('fct_score') }} as scores
        on scores.edition_code = ranks.edition_code
        and scores.node_code = ranks.node_code
        and scores.entity_code = ranks.entity_code
    group by ranks.edition_code, ranks.node_code, ranks.entity_code, ranks.entity_type
),

-- Like with like: what is printed is rounded, what is computed is not.
pairs as (
    select
        publications.series_code, publications.framework_code, publications.framework_edition,
        before_it.framework_edition as framework_edition_before,
        publications.edition_before,
        publications.edition_code as edition_after,
        before_it.period as period_before,
        publications.period as period_after,
        results_after.node_code, results_after.entity_code, results_after.entity_type
        {%- for figure in ['score', 'rank'] %},
        case
            {%- for basis in ['published', 'recomputed'] %}
            when results_before.{{ figure }}_{{ basis }} is not null
                and results_after.{{ figure }}_{{ basis }} is not null then '{{ basis }}'
            {%- endfor %}
        end as {{ figure }}_basis
        {%- for basis in ['published', 'recomputed'] %},
        results_before.{{ figure }}_{{ basis }} as {{ figure }}_{{ basis }}_before,
        results_after.{{ figure }}_{{ basis }} as {{ figure }}_{{ basis }}_after
        {%- endfor %}
        {%- endfor %}
    from publications
    inner join publications as before_it on before_it.edition_code = publications.edition_before
    inner join results as results_after on results_after.edition_code = publications.edition_code
    inner join results as results_before
        on results_before.edition_code = publications.edition_before
        and results_before.node_code = results_after.node_code
        and results_before.entity_code = results_after.entity_code
),

compared as (
    select
        *
        {%- for figure in ['score', 'rank'] %}
        {%- for side in ['before', 'after'] %},
        case {{ figure }}_basis
            {%- for basis in ['published', 'recomputed'] %}
            when '{{ basis }}' then {{ figure }}_{{ basis }}_{{ side }}
            {%- endfor %}
        end as {{ figure }}_{{ side }}
        {%- endfor %}
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
    compared.framework_edition = compared.framework_edition_before
    or methods.is_comparable_with_previous as comparable
from compared
inner join {{ ref('dim_entity') }} as entities on entities.entity_code = compared.entity_code
inner join methods
    on methods.framework_code = compared.framework_code
    and methods.framework_edition = compared.framework_edition
