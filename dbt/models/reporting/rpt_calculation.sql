-- rpt_calculation: a line of the formula that gives a body's node its points
with facts as (
    select * from {{ ref('fct_calculation') }}
),

inputs as (
    select * from {{ ref('dim_input') }}
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
    facts.node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    facts.ordinal,
    facts.role,
    facts.input_key,
    inputs.name_vi as input_name_vi,
    inputs.name_en as input_name_en,
    facts.part_node_code,
    parts.name_vi as part_node_name_vi,
    parts.name_en as part_node_name_en,
    facts.value,
    facts.unit,
    facts.points_of_line,
    facts.status,
    facts.carried_from_edition,
    facts.capped_from,
    facts.cell_id,
    facts.basis,
    facts.score_kind,
    facts.reference,
    facts.stated_reference,
    facts.reference_note_vi,
    facts.reference_note_en,
    facts.rate,
    facts.points,
    facts.maximum,
    facts.weight,
    facts.is_recovered,
    facts.scale_minimum,
    facts.scale_maximum,
    facts.scale_basis
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = facts.node_code
inner join entities on entities.entity_code = facts.entity_code
left join nodes as parts
    on parts.framework_code = publications.framework_code
    and parts.framework_edition = publications.framework_edition
    and parts.node_code = facts.part_node_code
left join inputs
    on inputs.framework_code = publications.framework_code
    and inputs.framework_edition = publications.framework_edition
    and inputs.input_key = facts.input_key
