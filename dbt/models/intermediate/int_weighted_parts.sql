-- int_weighted_parts: a part of a sum or mean of scores with its share of the whole, in a year of a series, from the
-- figures of the bodies (inputs) or as printed (published)
with results as (
    select * from {{ ref('int_period_results') }}
),

periods as (
    select * from {{ ref('int_series_periods') }} where is_own
),

nodes as (
    select * from {{ ref('int_nodes') }}
),

-- The score of a node that is normalised once more is no mean of its parts.
normalised as (
    select framework_code, framework_edition, node_code
    from {{ ref('stg_framework__normalisation_rules') }}
    where method <> 'none'
),

scores as (
    {%- for basis, score in [('inputs', 'score_computed'), ('published', 'score_published')] %}
    select period_key, node_code, entity_code, entity_type, '{{ basis }}' as basis, {{ score }} as score
    from results
    where {{ score }} is not null
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}
)

select
    scores.period_key, scores.entity_code, scores.entity_type, scores.basis,
    parents.node_code, parents.aggregation, wholes.score as node_score,
    parts.node_code as part_node_code, scores.score as part_score,
    case parents.aggregation
        when 'sum' then 1
        else cast(coalesce(parts.weight, 1) as double precision) / cast(sum(coalesce(parts.weight, 1)) over (
            partition by scores.period_key, scores.entity_code, scores.basis, parents.node_code
        ) as double precision)
    end as share,
    min(scores.score) over (
        partition by scores.period_key, scores.entity_code, scores.basis, parents.node_code
    ) > 0 as is_above_zero
from scores
inner join periods on periods.period_key = scores.period_key
inner join nodes as parts
    on parts.framework_code = periods.framework_code
    and parts.framework_edition = periods.framework_edition
    and parts.node_code = scores.node_code
inner join nodes as parents
    on parents.framework_code = periods.framework_code
    and parents.framework_edition = periods.framework_edition
    and parents.node_code = parts.parent_node_code
    and parents.aggregation in ('sum', 'mean', 'geometric_mean')
inner join scores as wholes
    on wholes.period_key = scores.period_key
    and wholes.entity_code = scores.entity_code
    and wholes.node_code = parents.node_code
    and wholes.basis = scores.basis
left join normalised
    on normalised.framework_code = parents.framework_code
    and normalised.framework_edition = parents.framework_edition
    and normalised.node_code = parents.node_code
where normalised.node_code is null
