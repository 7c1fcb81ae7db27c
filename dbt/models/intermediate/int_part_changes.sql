-- int_part_changes: a node's change between two editions of a series that follow each other, part by part
with periods as (
    select * from {{ ref('int_series_periods') }}
),

parts as (
    select * from {{ ref('int_weighted_parts') }}
),

pairs as (
    select
        after_it.series_code, before_it.period_key as key_before, after_it.period_key as key_after,
        before_it.framework_code = after_it.framework_code
        and before_it.method_era = after_it.method_era as comparable
    from periods as after_it
    inner join periods as before_it on before_it.period_key = after_it.period_key_before
),

-- Whole changes only: what both editions compute from figures; else what both print.
wholes as (
    select distinct
        pairs.series_code, pairs.key_before, pairs.key_after, pairs.comparable, now.entity_code, now.entity_type,
        now.node_code, now.aggregation, now.basis,
        earlier.node_score as node_score_before, now.node_score as node_score_after,
        min(now.basis) over (
            partition by pairs.key_before, pairs.key_after, now.entity_code, now.node_code
        ) as basis_chosen
    from pairs
    inner join parts as now on now.period_key = pairs.key_after
    inner join parts as earlier
        on earlier.period_key = pairs.key_before
        and earlier.entity_code = now.entity_code
        and earlier.node_code = now.node_code
        and earlier.basis = now.basis
        and earlier.aggregation = now.aggregation
),

-- A part that only one of the editions has counts as nothing in the other.
named as (
    select period_key, entity_code, basis, node_code, part_node_code from parts
),

both_sides as (
    {%- for side in ['before', 'after'] %}
    select wholes.*, named.part_node_code
    from wholes
    inner join named
        on named.period_key = wholes.key_{{ side }}
        and named.entity_code = wholes.entity_code
        and named.basis = wholes.basis
        and named.node_code = wholes.node_code
    where wholes.basis = wholes.basis_chosen
    {%- if not loop.last %}

    union
    {% endif %}
    {%- endfor %}
)

select
    both_sides.series_code, both_sides.key_before, both_sides.key_after, both_sides.comparable,
    both_sides.entity_code, both_sides.entity_type, both_sides.node_code, both_sides.aggregation, both_sides.basis,
    both_sides.node_score_before, both_sides.node_score_after, both_sides.part_node_code
    {%- for side in ['before', 'after'] %},
    parts_{{ side }}.part_score as part_score_{{ side }}, parts_{{ side }}.share as share_{{ side }},
    parts_{{ side }}.is_above_zero as is_above_zero_{{ side }}
    {%- endfor %}
from both_sides
{%- for side in ['before', 'after'] %}
left join parts as parts_{{ side }}
    on parts_{{ side }}.period_key = both_sides.key_{{ side }}
    and parts_{{ side }}.entity_code = both_sides.entity_code
    and parts_{{ side }}.basis = both_sides.basis
    and parts_{{ side }}.node_code = both_sides.node_code
    and parts_{{ side }}.part_node_code = both_sides.part_node_code
{%- endfor %}
