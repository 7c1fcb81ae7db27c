-- int_own_figures: the figure of a node that its inputs tell: a value, a share, or all shares below it pooled
{% set keys = ['edition_code', 'framework_code', 'framework_edition', 'entity_code', 'entity_type', 'node_code', 'basis'] %}
with nodes as (
    select * from {{ ref('int_scored_nodes') }} where score_kind is null and (is_leaf or aggregation = 'pooled_share')
),

told as (
    select
        edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, 'inputs' as basis,
        value, cast(0 as decimal(28, 10)) as half, status
    from {{ ref('int_leaf_inputs') }}
    where role = 'value'

    union all

    select
        edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis, value, half, status
    from {{ ref('int_printed_lines') }}
    where role = 'value'
),

fractions as (
    select * from {{ ref('int_fractions') }}
),

leaves as (
    select
        *, count(*) over (partition by framework_code, framework_edition, node_code) as leaves_below
    from {{ ref('int_node_leaves') }}
),

-- A level of which nothing is told takes no part; one whose points are told without those possible spoils the pool.
shares as (
    select
        {% for key in keys if key != 'node_code' %}fractions.{{ key }}, {% endfor %}leaves.node_code,
        sum(fractions.numerator) as numerator,
        case when count(case when fractions.denominator is null then fractions.numerator end) = 0
            then sum(fractions.denominator) end as denominator,
        min(case when fractions.is_exact then 1 else 0 end) = 1 as is_exact,
        max(case when fractions.is_recovered then 1 else 0 end) = 1 as is_recovered,
        count(*) = max(leaves.leaves_below) as is_whole,
        {{ worst_status('fractions.status') }} as status
    from fractions
    inner join leaves
        on (leaves.framework_code, leaves.framework_edition, leaves.leaf_node_code)
        = (fractions.framework_code, fractions.framework_edition, fractions.node_code)
    group by {% for key in keys if key != 'node_code' %}fractions.{{ key }}, {% endfor %}leaves.node_code
),

candidates as (
    select {% for key in keys %}shares.{{ key }}, {% endfor %}
        case when nodes.is_leaf and shares.is_recovered then 3 else 1 end as precedence,
        case when shares.is_whole or not shares.is_recovered then {{ normal_quotient(
                'cast(shares.numerator as float8) * cast(coalesce(nodes.share_per, 100) as float8)',
                'shares.denominator'
            ) }} end as figure,
        case when shares.is_exact then cast(0 as decimal(28, 10)) end as half, shares.is_recovered, shares.status
    from shares
    inner join nodes using (framework_code, framework_edition, node_code)

    union all

    select {% for key in keys %}told.{{ key }}, {% endfor %}2, told.value, told.half, false, told.status
    from told
    inner join nodes using (framework_code, framework_edition, node_code)
),

-- A body of an earlier edition of which nothing is carried over tells nothing here, not even that it reports nothing.
silent as (
    select edition_code, entity_code, 'inputs' as basis
    from {{ ref('int_inputs') }}
    group by edition_code, entity_code
    having count(value) = 0 and min(source) = 'earlier'
),

chosen as (
    select
        *,
        row_number() over (
            partition by {{ keys | join(', ') }} order by case when figure is null then 1 else 0 end, precedence
        ) as place,
        -- Several fractions may fit: then the rounded share says how far off.
        max(half) over (partition by {{ keys | join(', ') }}) as half_told
    from candidates
)

select
    {{ keys | join(', ') }},
    cast(figure as decimal(28, 10)) as figure,
    cast(figure - coalesce(half, half_told) as decimal(28, 10)) as figure_low,
    cast(figure + coalesce(half, half_told) as decimal(28, 10)) as figure_high,
    case when figure is not null then is_recovered else false end as is_recovered,
    case when figure is null then 'missing' else status end as status
from chosen
where place = 1
    and not exists (
        select 1 from silent
        where silent.edition_code = chosen.edition_code and silent.entity_code = chosen.entity_code
            and silent.basis = chosen.basis
    )
