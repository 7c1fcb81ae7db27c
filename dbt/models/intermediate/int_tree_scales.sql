-- int_tree_scales: the scale on which the figure of a node becomes its score, whatever the kind of index: goalposts,
-- the rate or share that earns all points, or the points themselves where nothing else is behind them
with groups as (
    select distinct
        scores.edition_code, scores.framework_code, scores.framework_edition, scores.entity_type, scores.basis,
        coalesce(bodies.scale_pool, '') as scale_pool
    from {{ ref('int_node_scores') }} as scores
    left join {{ ref('int_compared_bodies') }} as bodies
        on bodies.edition_code = scores.edition_code
        and bodies.entity_code = scores.entity_code
),

nodes as (
    select groups.*, nodes.node_code, nodes.is_leaf, nodes.direction, nodes.score_kind, nodes.reference,
        nodes.method, nodes.transform, nodes.scale_from, nodes.scale_to, nodes.is_clipped, maxima.maximum
    from groups
    inner join {{ ref('int_scored_nodes') }} as nodes
        on nodes.framework_code = groups.framework_code
        and nodes.framework_edition = groups.framework_edition
    inner join {{ ref('int_node_maxima') }} as maxima
        on maxima.framework_code = nodes.framework_code
        and maxima.framework_edition = nodes.framework_edition
        and maxima.node_code = nodes.node_code
        and maxima.entity_type = groups.entity_type
        and coalesce(maxima.maximum, 1) > 0
),

scaled as (
    -- A score of standard deviations goes up by 1 from the mean to one deviation above it.
    select
        nodes.edition_code, nodes.entity_type, nodes.scale_pool, nodes.node_code, nodes.basis, nodes.direction,
        coalesce(nodes.transform, 'none') as transform,
        scales.minimum as scale_minimum, scales.maximum as scale_maximum, scales.range_low, scales.range_high,
        case nodes.method when 'z_score' then 0 else coalesce(nodes.scale_from, 0) end as scale_from,
        case nodes.method when 'z_score' then 1 else coalesce(nodes.scale_to, nodes.maximum, 1) end as scale_to,
        coalesce(nodes.is_clipped, true) and nodes.method <> 'z_score' as is_clipped,
        nodes.method = 'z_score' and nodes.transform = 'log' as is_logarithm_told,
        scales.scale_basis, false as is_points
    from nodes
    inner join {{ ref('int_scales') }} as scales
        on scales.edition_code = nodes.edition_code
        and scales.entity_type = nodes.entity_type
        and coalesce(scales.scale_pool, '') = nodes.scale_pool
        and scales.node_code = nodes.node_code
        and scales.basis = nodes.basis
    where nodes.method in ('min_max', 'share_of_maximum', 'z_score')

    union all

    select
        edition_code, entity_type, scale_pool, node_code, basis, direction, 'none', 0,
        case score_kind when 'rate' then 100 when 'share' then reference else maximum end, null, null, 0, maximum,
        true, false, 'given', coalesce(score_kind not in ('rate', 'share'), true)
    from nodes
    where is_leaf and coalesce(method, 'none') = 'none' and maximum is not null
),

measured as (
    select
        *,
        case
            when transform = 'log' and not is_logarithm_told
                then {{ logarithm('scale_maximum') }} - {{ logarithm('scale_minimum') }}
            else cast(scale_maximum - scale_minimum as double precision)
        end as scale_range,
        cast((scale_to - scale_from) * direction as double precision) as rise
    from scaled
    where scale_maximum > scale_minimum
)

-- What a score gains when the figure (or its logarithm) grows by one: smallest where the range is largest.
select
    edition_code, entity_type, scale_pool, node_code, basis, direction, transform,
    cast(scale_minimum as decimal(28, 10)) as scale_minimum, cast(scale_maximum as decimal(28, 10)) as scale_maximum,
    cast(coalesce(range_low, scale_maximum - scale_minimum) as decimal(28, 10)) as range_low,
    cast(coalesce(range_high, scale_maximum - scale_minimum) as decimal(28, 10)) as range_high,
    cast(scale_from as decimal(28, 10)) as scale_from, cast(scale_to as decimal(28, 10)) as scale_to,
    is_clipped, scale_basis, is_points,
    {{ settled('scale_range') }} as scale_range, rise / scale_range as unit_score,
    {%- for pick in ['least', 'greatest'] %}
    case
        when transform = 'log' or coalesce(range_low, 0) <= 0 or range_high is null then rise / scale_range
        else {{ pick }}(rise / cast(range_low as double precision), rise / cast(range_high as double precision))
    end as unit_score_{{ 'low' if pick == 'least' else 'high' }}
    {%- if not loop.last %},{% endif %}
    {%- endfor %}
from measured
