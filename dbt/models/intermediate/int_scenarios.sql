-- int_scenarios: a scenario with the index and the rank that it would give, the other bodies unchanged; below the last
-- body whose index is known any of the others may stand
with gains as (
    select * from {{ ref('int_scenario_gains') }}
),

roots as (
    select * from {{ ref('int_body_tree') }} where level = 0
),

after as (
    select
        gains.edition_code, gains.entity_code, gains.node_code, gains.scenario, roots.entity_type, roots.rank_pool,
        roots.bodies_ranked, gains.is_cut, gains.gain as index_gain, gains.gain_low, gains.gain_high,
        roots.score as index_before, roots.score_low as before_low, roots.score_high as before_high
    from gains
    left join roots using (edition_code, entity_code)
),

-- Scenarios stand in line with the bodies as they are: by the figure, and at best and at worst of all intervals.
line as (
    {%- for place, score, own in [
        ('after', 'index_before + index_gain', 'score'), ('best', 'before_high + gain_high', 'score_low'),
        ('worst', 'before_low + gain_low', 'score_high'), ('before', 'index_before', 'score')
    ] %}
    select edition_code, entity_type, rank_pool, entity_code, node_code, scenario, '{{ place }}' as place, 0 as is_body,
        {{ score }} as score
    from after where index_before is not null
    union all
    select edition_code, entity_type, rank_pool, entity_code, null, null, '{{ place }}', 1, {{ own }} from roots
    where score is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- Bodies with a larger score: all down to this one less those that are equal to it.
counted as (
    select
        *,
        sum(is_body) over (partition by edition_code, entity_type, rank_pool, place order by score desc)
        - sum(is_body) over (partition by edition_code, entity_type, rank_pool, place, score) as larger,
        sum(is_body) over (partition by edition_code, entity_type, rank_pool, place) as bodies
    from line
),

lasts as (
    select edition_code, entity_type, rank_pool, min(score) as score, min(score_low) as score_low
    from roots
    where score is not null
    group by edition_code, entity_type, rank_pool
),

ranks as (
    select
        counted.edition_code, counted.entity_code, counted.node_code, counted.scenario
        {%- for place, own in [('before', 'score'), ('after', 'score'), ('best', 'score_low'), ('worst', 'score_high')] %},
        -- A body does not stand in its own way.
        max(case when counted.place = '{{ place }}' then 1 + counted.larger
            - case when roots.{{ own }} > counted.score then 1 else 0 end end) as rank_{{ place }}
        {%- endfor %},
        -- Of the bodies whose index is not known only this is: they stand behind all the others.
        {%- for place, own in [('after', 'score'), ('worst', 'score_low')] %}
        max(case when counted.place = '{{ place }}' and counted.score < lasts.{{ own }} then 1 else 0 end) = 1
            as is_{{ place }}_below_all,
        {%- endfor %}
        max(counted.bodies) as bodies_compared
    from counted
    inner join roots using (edition_code, entity_code)
    inner join lasts
        on lasts.edition_code = roots.edition_code
        and lasts.entity_type = roots.entity_type
        and lasts.rank_pool = roots.rank_pool
    where counted.is_body = 0
    group by counted.edition_code, counted.entity_code, counted.node_code, counted.scenario
)

select
    after.edition_code, after.entity_code, after.entity_type, after.node_code, after.scenario,
    after.index_before, after.index_gain, after.gain_low, after.gain_high,
    cast(after.index_before + after.index_gain as decimal(28, 10)) as index_after,
    cast(ranks.rank_before as integer) as rank_before,
    case
        when ranks.is_after_below_all and after.bodies_ranked > ranks.bodies_compared then null
        else cast(ranks.rank_after as integer)
    end as rank_after,
    cast(ranks.rank_best as integer) as rank_after_low,
    case
        when ranks.is_after_below_all or ranks.is_worst_below_all
            then greatest(cast(ranks.rank_worst as integer), after.bodies_ranked)
        else cast(ranks.rank_worst as integer)
    end as rank_after_high,
    cast(ranks.bodies_compared as integer) as bodies_compared,
    -- Where nobody says how many there are, those that are known.
    cast(coalesce(after.bodies_ranked, ranks.bodies_compared) as integer) as bodies_ranked,
    after.is_cut
from after
left join ranks using (edition_code, entity_code, node_code, scenario)
