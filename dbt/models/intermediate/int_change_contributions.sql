-- int_change_contributions: what each part gives to the change of a node; they add up to it to the last decimal
{% set log_mean %}
case
    when node_score_after = node_score_before then cast(node_score_after as double precision)
    else cast(node_score_after - node_score_before as double precision)
        / ln(cast(node_score_after as double precision) / cast(node_score_before as double precision))
end
{% endset %}
with changes as (
    select * from {{ ref('int_part_changes') }}
),

measured as (
    select
        *,
        cast(case
            -- Over a change of method the parts are not the same parts.
            when not comparable then null
            when aggregation = 'geometric_mean' and is_above_zero_before and is_above_zero_after
                then {{ log_mean }} * (
                    coalesce(share_after * ln(cast(part_score_after as double precision)), 0)
                    - coalesce(share_before * ln(cast(part_score_before as double precision)), 0)
                )
            when aggregation = 'geometric_mean' then null
            else coalesce(share_after * cast(part_score_after as double precision), 0)
                - coalesce(share_before * cast(part_score_before as double precision), 0)
        end as decimal(28, 10)) as contribution,
        cast(node_score_after - node_score_before as decimal(28, 10)) as node_change
    from changes
),

left_over as (
    select
        *,
        node_change - sum(contribution) over (
            partition by key_before, key_after, entity_code, node_code
        ) as remainder,
        row_number() over (
            partition by key_before, key_after, entity_code, node_code
            order by abs(contribution) desc nulls last, part_node_code collate "C"
        ) as place
    from measured
)

{% set columns = [
    'series_code', 'key_before', 'key_after', 'comparable', 'entity_code', 'entity_type', 'node_code', 'aggregation',
    'basis', 'node_score_before', 'node_score_after', 'node_change'
] -%}
select
    {{ columns | join(', ') }}, part_node_code, part_score_before, part_score_after,
    cast(part_score_after - part_score_before as decimal(28, 10)) as part_change,
    cast(coalesce(share_after, share_before) as decimal(28, 10)) as weight,
    -- What the tenth decimals of quotients leave over belongs to the part that weighs most.
    cast(
        contribution + case when place = 1 and abs(remainder) < 0.0000001 then remainder else 0 end as decimal(28, 10)
    ) as contribution
from left_over

union all

-- What the rounding of printed scores leaves over is nobody's.
select {{ columns | join(', ') }}, '', null, null, null, null, cast(remainder as decimal(28, 10))
from left_over
where place = 1 and abs(remainder) >= 0.0000001
