-- int_leaf_scores: the points of an indicator, unrounded: by its inputs, and by what is printed beside its points
{% set keys = ['edition_code', 'framework_code', 'framework_edition', 'entity_code', 'entity_type', 'node_code'] %}
with figures as (
    select figures.*, scoring.score_kind, scoring.reference, maxima.maximum
    from {{ ref('int_leaf_figures') }} as figures
    inner join {{ ref('stg_framework__node_scoring') }} as scoring
        on scoring.framework_code = figures.framework_code
        and scoring.framework_edition = figures.framework_edition
        and scoring.node_code = figures.node_code
    inner join {{ ref('int_node_maxima') }} as maxima
        on maxima.framework_code = figures.framework_code
        and maxima.framework_edition = figures.framework_edition
        and maxima.node_code = figures.node_code
        and maxima.entity_type = figures.entity_type
        and maxima.maximum > 0
),

steps as (
    select figures.edition_code, figures.entity_code, figures.node_code, figures.basis, max(steps.points) as points
    from figures
    inner join {{ ref('stg_framework__score_steps') }} as steps
        on steps.framework_code = figures.framework_code
        and steps.framework_edition = figures.framework_edition
        and steps.node_code = figures.node_code
        and steps.at_least <= figures.counted
    group by figures.edition_code, figures.entity_code, figures.node_code, figures.basis
),

-- Points and not the rounded rate times the maximum: one division, so that nothing is rounded twice.
earned as (
    select
        figures.*,
        case when denominator > 0 then {{ decimal_quotient('100 * numerator', 'denominator') }} end as rate,
        {%- for bound in ['', '_low', '_high'] %}
        case
            when score_kind = 'rate' and denominator > 0
                then {{ decimal_quotient('numerator' ~ bound ~ ' * maximum', 'denominator') }}
            when score_kind = 'share' and denominator > 0
                then {{ decimal_quotient('100 * numerator' ~ bound ~ ' * maximum', 'denominator * reference') }}
            when score_kind = 'steps' then steps.points
            when score_kind = 'any' and counted > 0 then maximum
            when score_kind = 'highest' then option_points
        end as earned{{ bound }},
        {%- endfor %}
        score_kind in ('rate', 'share') and coalesce(denominator, 0) = 0 as has_no_whole
    from figures
    left join steps
        on steps.edition_code = figures.edition_code
        and steps.entity_code = figures.entity_code
        and steps.node_code = figures.node_code
        and steps.basis = figures.basis
),

given as (
    select printed.*
    from {{ ref('int_printed_scores') }} as printed
    inner join {{ ref('int_nodes') }} as nodes
        on nodes.framework_code = printed.framework_code
        and nodes.framework_edition = printed.framework_edition
        and nodes.node_code = printed.node_code
    inner join {{ ref('int_nodes') }} as parents
        on parents.framework_code = nodes.framework_code
        and parents.framework_edition = nodes.framework_edition
        and parents.node_code = nodes.parent_node_code
        and parents.aggregation = 'sum'
    left join {{ ref('stg_framework__node_scoring') }} as scoring
        on scoring.framework_code = nodes.framework_code
        and scoring.framework_edition = nodes.framework_edition
        and scoring.node_code = nodes.node_code
    where nodes.is_leaf and scoring.node_code is null and printed.place = 1 and printed.score_printed is not null
)

select
    {{ keys | join(', ') }}, basis, score_kind, maximum,
    cast(rate as decimal(28, 10)) as rate,
    {%- for bound in ['', '_low', '_high'] %}
    cast(case when earned{{ bound }} > maximum then maximum else coalesce(earned{{ bound }}, 0) end as decimal(28, 10))
        as score{{ bound }},
    {%- endfor %}
    case when has_no_whole then 'missing' else status end as status
from earned

union all

-- Points that are given and not computed are what is printed.
select
    {{ keys | join(', ') }}, 'print', 'given', cast(null as decimal(28, 10)), cast(null as decimal(28, 10)),
    score_printed, score_printed, score_printed, 'reported'
from given
