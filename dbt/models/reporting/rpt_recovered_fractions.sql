-- rpt_recovered_fractions: a printed share as the fraction behind it
with facts as (
    select * from {{ ref('fct_recovered_fraction') }}
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
    facts.framework_code,
    facts.framework_edition,
    facts.cell_id,
    facts.table_code,
    facts.row_number,
    facts.entity_code,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en,
    facts.node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    facts.part_node_code,
    parts.name_vi as part_name_vi,
    parts.name_en as part_name_en,
    facts.column_key,
    facts.numerator,
    facts.denominator,
    facts.is_unique
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join nodes
    on nodes.framework_code = facts.framework_code
    and nodes.framework_edition = facts.framework_edition
    and nodes.node_code = facts.node_code
inner join nodes as parts
    on parts.framework_code = facts.framework_code
    and parts.framework_edition = facts.framework_edition
    and parts.node_code = facts.part_node_code
left join entities on entities.entity_code = facts.entity_code
