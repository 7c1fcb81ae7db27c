-- rpt_self_assessment: what a body gave itself in a node of an edition, beside what it got
with facts as (
    select * from {{ ref('fct_self_assessment') }}
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
    facts.node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    facts.entity_code,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en,
    facts.entity_type,
    facts.self_points_form,
    facts.self_printed,
    facts.points_computed,
    facts.points_published,
    facts.difference
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = facts.node_code
inner join entities on entities.entity_code = facts.entity_code
