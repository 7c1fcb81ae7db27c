-- int_today_ranks: the bodies of today ranked anew by the scores of an edition, with the bodies they stand for
with scores as (
    select * from {{ ref('int_today_scores') }}
),

nodes as (
    select * from {{ ref('int_nodes') }}
),

entities as (
    select * from {{ ref('int_entities') }} where valid_to is null
),

-- Of what is below a body those bodies that are below it today.
of_today as (
    select
        editions.edition_code, entities.entity_type, cast(count(distinct entities.entity_code) as integer) as bodies_of_today
    from {{ ref('int_editions') }} as editions
    left join {{ ref('int_today_bodies') }} as homes
        on homes.edition_code = editions.edition_code
        and homes.entity_code = editions.bodies_of
    inner join entities
        on (entities.parent_code is null or entities.parent_code in (editions.bodies_of, homes.today_code))
    group by editions.edition_code, entities.entity_type
),

predecessors as (
    select
        edition_code, today_code,
        {{ joined_texts('entity_code', ' ', 'entity_code collate "C"') }} as predecessor_codes,
        {{ joined_texts('name_vi', '; ', 'entity_code collate "C"') }} as predecessors_vi
    from {{ ref('int_today_bodies') }}
    group by edition_code, today_code
)

select
    scores.edition_code, scores.framework_code, scores.framework_edition, scores.node_code,
    scores.today_code as entity_code, scores.entity_type,
    predecessors.predecessor_codes, predecessors.predecessors_vi,
    cast(scores.score as decimal(28, 10)) as score,
    cast(rank() over (
        partition by scores.edition_code, scores.node_code, scores.entity_type
        order by scores.score * nodes.direction desc
    ) as integer) as entity_rank,
    cast(count(*) over (
        partition by scores.edition_code, scores.node_code, scores.entity_type
    ) as integer) as entities_ranked,
    cast(count(*) over (
        partition by scores.edition_code, scores.node_code, scores.entity_type
    ) as integer) as bodies_known,
    of_today.bodies_of_today,
    scores.is_estimated,
    case
        when not scores.is_estimated then 'Điểm của chính đơn vị'
        when scores.level = editions.succession_level then
            'Trung bình cộng không trọng số điểm của các đơn vị trước sáp nhập'
        else 'Tính lại từ các chỉ số chính của đơn vị sau sáp nhập'
    end as rule_vi,
    case
        when not scores.is_estimated then 'The score of the body itself'
        when scores.level = editions.succession_level then
            'The unweighted mean of the scores of the bodies that were merged'
        else 'Made anew of the main indicators of the merged body'
    end as rule_en
from scores
inner join nodes
    on nodes.framework_code = scores.framework_code
    and nodes.framework_edition = scores.framework_edition
    and nodes.node_code = scores.node_code
inner join {{ ref('stg_framework__framework_editions') }} as editions
    on editions.framework_code = scores.framework_code
    and editions.framework_edition = scores.framework_edition
inner join predecessors
    on predecessors.edition_code = scores.edition_code
    and predecessors.today_code = scores.today_code
-- A score of another block, as that of an agency in place of which there is a ministry, ranks nobody in this one.
inner join entities
    on entities.entity_code = scores.today_code
    and entities.entity_type = scores.entity_type
inner join of_today
    on of_today.edition_code = scores.edition_code
    and of_today.entity_type = scores.entity_type
