-- int_weight_sensitivity: how the rank of a body moves when the weights do
with parts as (
    select * from {{ ref('int_weight_parts') }}
),

drawn as (
    select
        parts.scheme, parts.edition_code, parts.entity_type, parts.rank_pool, parts.entity_code, draws.draw,
        sum(parts.brought * draws.factor) as score
    from parts
    inner join {{ ref('int_weight_draws') }} as draws on draws.node_code = parts.node_code
    group by parts.scheme, parts.edition_code, parts.entity_type, parts.rank_pool, parts.entity_code, draws.draw
),

-- As it is: every weight as published.
present as (
    select scheme, edition_code, entity_type, rank_pool, entity_code,
        rank() over (partition by scheme, edition_code, entity_type, rank_pool order by sum(brought) desc) as rank_present,
        count(*) over (partition by scheme, edition_code, entity_type, rank_pool) as bodies_compared
    from parts
    group by scheme, edition_code, entity_type, rank_pool, entity_code
),

ranked as (
    select
        *,
        rank() over (partition by scheme, edition_code, entity_type, rank_pool, draw order by score desc) as rank_drawn
    from drawn
),

placed as (
    select
        ranked.*, present.rank_present, present.bodies_compared,
        row_number() over (
            partition by ranked.scheme, ranked.edition_code, ranked.entity_code order by ranked.rank_drawn
        ) as place,
        count(*) over (partition by ranked.scheme, ranked.edition_code, ranked.entity_code) as draws
    from ranked
    inner join present
        on present.scheme = ranked.scheme
        and present.edition_code = ranked.edition_code
        and present.entity_code = ranked.entity_code
),

-- Of so many draws the one that 5 in 100, half, 95 in 100 come up to.
summed as (
    select
        scheme, edition_code, entity_type, entity_code,
        max(draws) as draws, max(bodies_compared) as bodies_compared, max(rank_present) as rank_present,
        min(rank_drawn) as rank_best, max(rank_drawn) as rank_worst,
        {%- for name, per_cent in [('p05', 5), ('median', 50), ('p95', 95)] %}
        min(case when 100 * place >= {{ per_cent }} * draws then rank_drawn end) as rank_{{ name }},
        {%- endfor %}
        count(case when rank_drawn < rank_present then 1 end) as better,
        count(case when rank_drawn = rank_present then 1 end) as same
    from placed
    group by scheme, edition_code, entity_type, entity_code
)

select
    summed.scheme, summed.edition_code, summed.entity_type, summed.entity_code,
    {{ var('weight_seed', 2016) }} as seed,
    cast(summed.draws as integer) as draws,
    cast(summed.bodies_compared as integer) as bodies_compared,
    coalesce(ranks.rank_published, ranks.rank_recomputed) as rank_published
    {%- for name in ['present', 'best', 'p05', 'median', 'p95', 'worst'] %},
    cast(summed.rank_{{ name }} as integer) as rank_{{ name }}
    {%- endfor %}
    {%- for name in ['better', 'same'] %},
    cast({{ decimal_quotient('summed.' ~ name, 'summed.draws') }} as decimal(28, 10)) as share_{{ name }}
    {%- endfor %}
from summed
left join {{ ref('int_body_tree') }} as roots
    on roots.edition_code = summed.edition_code
    and roots.entity_code = summed.entity_code
    and roots.level = 0
left join {{ ref('int_result_ranks') }} as ranks
    on ranks.edition_code = summed.edition_code
    and ranks.entity_code = summed.entity_code
    and ranks.node_code = roots.node_code
