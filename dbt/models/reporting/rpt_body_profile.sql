-- rpt_body_profile: a body's points in a node of an edition, what it lost there, and how it stands among its type
with facts as (
    select * from {{ ref('fct_body_node') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
),

nodes as (
    select * from {{ ref('dim_node') }}
),

entities as (
    select * from {{ ref('dim_entity') }}
)

select
    facts.edition_code,
    publications.period,
    publications.framework_code,
    publications.framework_edition,
    facts.entity_code,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en,
    facts.entity_type,
    facts.node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    facts.parent_node_code,
    facts.level,
    facts.maximum,
    facts.points,
    facts.points_published,
    facts.points_lost,
    facts.status,
    facts.share_of_bodies_better,
    facts.entity_rank,
    facts.rank_low,
    facts.rank_high,
    facts.entities_ranked,
    facts.leader_points,
    facts.median_points,
    facts.self_points,
    facts.is_enough_for_next_rank,
    facts.is_enough_for_next_band
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = facts.node_code
inner join entities on entities.entity_code = facts.entity_code
