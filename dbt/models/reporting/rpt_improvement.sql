-- rpt_improvement: an indicator of a body: what it is worth in the index, and what was lost in it
with facts as (
    select * from {{ ref('fct_improvement') }}
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
    facts.parent_node_code,
    parents.name_vi as parent_name_vi,
    parents.name_en as parent_name_en,
    facts.value,
    facts.unit,
    facts.status,
    facts.score,
    facts.effect_on_index,
    facts.slope,
    facts.slope_low,
    facts.slope_high,
    facts.scale_basis,
    facts.maximum_value,
    facts.leader_entity_code,
    leaders.name_vi as leader_name_vi,
    leaders.name_en as leader_name_en,
    facts.leader_value,
    facts.median_value,
    facts.previous_value,
    facts.previous_edition,
    facts.target_value,
    facts.target_cell_id,
    facts.lost_to_leader,
    facts.lost_to_leader_low,
    facts.lost_to_leader_high,
    facts.lost_to_median,
    facts.lost_to_median_low,
    facts.lost_to_median_high,
    facts.lost_to_previous,
    facts.lost_to_previous_low,
    facts.lost_to_previous_high,
    facts.lost_to_target,
    facts.lost_to_target_low,
    facts.lost_to_target_high,
    facts.bodies_compared
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = facts.node_code
left join nodes as parents
    on parents.framework_code = publications.framework_code
    and parents.framework_edition = publications.framework_edition
    and parents.node_code = facts.parent_node_code
inner join entities on entities.entity_code = facts.entity_code
left join entities as leaders on leaders.entity_code = facts.leader_entity_code
