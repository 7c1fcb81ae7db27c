-- rpt_next_rank: what an indicator alone would need to draw level with the next body ahead
with facts as (
    select * from {{ ref('fct_next_rank') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
),

entities as (
    select * from {{ ref('dim_entity') }}
),

nodes as (
    select * from {{ ref('dim_node') }}
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
    facts.ordinal,
    facts.ahead_entity_code,
    ahead.name_vi as ahead_name_vi,
    ahead.name_en as ahead_name_en,
    facts.gain_needed,
    facts.value_from,
    facts.value_needed,
    facts.share_of_scale,
    facts.is_within_reach,
    facts.leader_value
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = facts.node_code
inner join entities on entities.entity_code = facts.entity_code
left join entities as ahead on ahead.entity_code = facts.ahead_entity_code
