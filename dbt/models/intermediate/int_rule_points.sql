-- int_rule_points: printed points beside what the rule that is used and the rule that is stated give for the printed share
with nodes as (
    select * from {{ ref('int_scored_nodes') }} where stated_reference is not null
),

rules as (
    select *, 'used' as rule, reference as full_at from nodes

    union all

    select *, 'stated' as rule, stated_reference as full_at from nodes
),

printed as (
    select * from {{ ref('int_node_cells') }} where ordinal = 1 and value is not null and entity_code is not null
),

beside as (
    select
        shares.edition_code, shares.framework_code, shares.framework_edition, shares.node_code, shares.entity_code,
        rules.rule, rules.full_at, maxima.maximum,
        points.cell_id, points.table_code, points.row_number, points.text_printed, points.decimals,
        points.value as points_printed, {{ half_unit('points.decimals') }} as half,
        shares.value as share_printed,
        case when shares.value < {{ half_unit('shares.decimals') }} then 0
            else shares.value - {{ half_unit('shares.decimals') }} end as share_low,
        shares.value + {{ half_unit('shares.decimals') }} as share_high
    from printed as shares
    inner join printed as points
        on points.edition_code = shares.edition_code
        and points.table_code = shares.table_code
        and points.row_number = shares.row_number
        and points.node_code = shares.node_code
        and points.role = 'score'
    inner join rules
        on rules.framework_code = shares.framework_code
        and rules.framework_edition = shares.framework_edition
        and rules.node_code = shares.node_code
    inner join {{ ref('int_node_maxima') }} as maxima
        on maxima.framework_code = shares.framework_code
        and maxima.framework_edition = shares.framework_edition
        and maxima.node_code = shares.node_code
        and maxima.entity_type = shares.entity_type
    where shares.role = 'value'
),

computed as (
    select
        *,
        {{ decimal_quotient('share_low * maximum', 'full_at') }} as points_low,
        {{ decimal_quotient('share_high * maximum', 'full_at') }} as points_high
    from beside
)

select
    *,
    case when points_low > maximum then maximum else points_low end <= points_printed + half
    and case when points_high > maximum then maximum else points_high end >= points_printed - half as is_reproduced,
    points_printed > 0 and points_printed < maximum as is_partial,
    share_low >= full_at and points_printed + half < maximum as is_full_but_not_printed
from computed
