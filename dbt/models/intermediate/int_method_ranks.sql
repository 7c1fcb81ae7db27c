-- int_method_ranks: the place of a body by the method, on unrounded points, among the bodies of its type
-- or of its pool
with rules as (
    select distinct
        results.framework_code, results.framework_edition, results.node_code, results.entity_type,
        results.rule_code, rank_rules.tie_method, rank_rules.score_basis, rank_rules.places,
        nodes.direction
    from {{ ref('stg_framework__node_results') }} as results
    inner join {{ ref('stg_framework__rank_rules') }} as rank_rules on rank_rules.rule_code = results.rule_code
    inner join {{ ref('int_nodes') }} as nodes using (framework_code, framework_edition, node_code)
    where rank_rules.score_basis <> 'printed'
),

pools as (
    select edition_code, entity_code, rank_pool from {{ ref('int_compared_bodies') }}
),

printed as (
    select printed.*, coalesce(pools.rank_pool, '') as rank_pool
    from {{ ref('int_printed_scores') }} as printed
    left join pools using (edition_code, entity_code)
    where printed.place = 1
),

scores as (
    select
        scores.*, rules.rule_code, rules.tie_method, coalesce(pools.rank_pool, '') as rank_pool,
        rules.direction * case
            when rules.places is null then scores.score
            else cast({{ rounded_scaled('scores.score', 'rules.places') }} as decimal(28, 10))
        end as place_by,
        -- The order within a tie is anybody's; that of entry is at least the same every time.
        coalesce(bodies.entry_order, printed.row_number) as entry_order
    from {{ ref('int_method_scores') }} as scores
    inner join rules
        on rules.framework_code = scores.framework_code
        and rules.framework_edition = scores.framework_edition
        and rules.node_code = scores.node_code
        and rules.entity_type = scores.entity_type
        and (rules.score_basis = 'exact' or scores.basis = 'inputs')
    left join pools using (edition_code, entity_code)
    left join {{ ref('int_input_bodies') }} as bodies
        on bodies.edition_code = scores.edition_code
        and bodies.entity_code = scores.entity_code
    left join printed
        on printed.edition_code = scores.edition_code
        and printed.entity_code = scores.entity_code
        and printed.node_code = scores.node_code
),

-- A body that the publication ranks and whose points nobody can compute may stand anywhere.
not_computed as (
    select printed.edition_code, printed.node_code, printed.entity_type, printed.rank_pool, count(*) as bodies
    from printed
    left join scores
        on scores.edition_code = printed.edition_code
        and scores.entity_code = printed.entity_code
        and scores.node_code = printed.node_code
    where scores.entity_code is null
    group by printed.edition_code, printed.node_code, printed.entity_type, printed.rank_pool
),

placed as (
    select
        *,
        rank() over by_score as competition_rank,
        dense_rank() over by_score as dense_rank,
        row_number() over (
            partition by edition_code, node_code, entity_type, rank_pool
            order by place_by desc nulls last, entry_order nulls last, entity_code collate "C"
        ) as sequential_rank,
        count(*) over (partition by edition_code, node_code, entity_type, rank_pool, place_by) as sharing,
        count(*) over (partition by edition_code, node_code, entity_type, rank_pool) as entities_ranked
    from scores
    window by_score as (partition by edition_code, node_code, entity_type, rank_pool order by place_by desc nulls last)
),

ruled as (
    select *, case tie_method when 'dense' then dense_rank else competition_rank end as rank_low
    from placed
)

select
    ruled.edition_code, ruled.framework_code, ruled.framework_edition, ruled.entity_code, ruled.entity_type,
    ruled.node_code, ruled.rule_code, ruled.basis, ruled.score,
    cast(case ruled.tie_method when 'sequential' then sequential_rank else rank_low end as integer) as rank_recomputed,
    cast(rank_low as integer) as rank_low,
    cast(
        rank_low + case ruled.tie_method when 'sequential' then sharing - 1 else 0 end + coalesce(not_computed.bodies, 0)
        as integer
    ) as rank_high,
    cast(sharing as integer) as entities_sharing,
    cast(entities_ranked as integer) as entities_ranked
from ruled
left join not_computed
    on not_computed.edition_code = ruled.edition_code
    and not_computed.node_code = ruled.node_code
    and not_computed.entity_type = ruled.entity_type
    and not_computed.rank_pool = ruled.rank_pool
