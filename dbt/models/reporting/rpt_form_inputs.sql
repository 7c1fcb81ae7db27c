-- rpt_form_inputs: a figure of a body's form, what was done to it, and where it was read
with facts as (
    select * from {{ ref('fct_input') }}
),

inputs as (
    select * from {{ ref('dim_input') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
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
    facts.input_key,
    inputs.name_vi as input_name_vi,
    inputs.name_en as input_name_en,
    facts.value,
    facts.unit,
    facts.text_printed,
    facts.status,
    facts.carried_from_edition,
    facts.capped_from,
    facts.source,
    facts.file_name,
    facts.sheet,
    facts.sheet_cell,
    facts.cell_id
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join entities on entities.entity_code = facts.entity_code
inner join inputs
    on inputs.framework_code = publications.framework_code
    and inputs.framework_edition = publications.framework_edition
    and inputs.input_key = facts.input_key
