-- int_body_outlook: where a body stands in the whole index, and what the next place and the next band ask for
with totals as (
    select * from {{ ref('int_body_points') }} where level = 0
),

-- Of several bodies with equal points the one that stands last among them is the next to pass.
pairs as (
    select
        totals.edition_code,
        totals.entity_code,
        others.entity_code as ahead_entity_code,
        others.points as ahead_points,
        row_number() over (
            partition by totals.edition_code, totals.entity_code
            order by others.points, others.entity_rank desc nulls last, others.entity_code collate "C"
        ) as place
    from totals
    inner join totals as others
        on others.edition_code = totals.edition_code
        and others.node_code = totals.node_code
        and others.entity_type = totals.entity_type
        and others.points > totals.points
),

bands as (
    select * from {{ ref('stg_framework__bands') }}
),

body_bands as (
    select
        totals.edition_code,
        totals.entity_code,
        own.band_code,
        next_bands.band_code as next_band_code,
        next_bands.from_value as next_band_from
    from totals
    inner join bands as own
        on own.framework_code = totals.framework_code
        and own.framework_edition = totals.framework_edition
        and own.node_code = totals.node_code
        and (own.from_value is null or totals.points >= own.from_value)
        and (own.below_value is null or totals.points < own.below_value)
    left join bands as next_bands
        on next_bands.framework_code = own.framework_code
        and next_bands.framework_edition = own.framework_edition
        and next_bands.node_code = own.node_code
        and next_bands.ordinal = own.ordinal - 1
)

select
    totals.edition_code, totals.entity_code, totals.entity_type, totals.node_code,
    totals.points as total, totals.maximum, totals.entity_rank, totals.rank_low, totals.rank_high,
    totals.entities_ranked,
    body_bands.band_code, body_bands.next_band_code, body_bands.next_band_from,
    cast(body_bands.next_band_from - totals.points as decimal(28, 10)) as points_to_next_band,
    pairs.ahead_entity_code, pairs.ahead_points,
    cast(pairs.ahead_points - totals.points as decimal(28, 10)) as points_to_next_rank
from totals
left join body_bands
    on body_bands.edition_code = totals.edition_code
    and body_bands.entity_code = totals.entity_code
left join pairs
    on pairs.edition_code = totals.edition_code
    and pairs.entity_code = totals.entity_code
    and pairs.place = 1
