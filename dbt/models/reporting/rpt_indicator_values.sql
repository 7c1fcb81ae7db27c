-- rpt_indicator_values: a body's figure in an indicator of an edition, and the points that it earns
with figures as (
    select * from {{ ref('fct_indicator_value') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
),

nodes as (
    select * from {{ ref('dim_node') }}
),

inputs as (
    select * from {{ ref('dim_input') }}
),

entities as (
    select * from {{ ref('dim_entity') }}
)

select
    figures.edition_code,
    publications.period,
    publications.framework_code,
    publications.framework_edition,
    figures.node_code as indicator_code,
    nodes.name_vi as indicator_name_vi,
    nodes.name_en as indicator_name_en,
    figures.entity_code,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en,
    figures.entity_type,
    figures.text_printed,
    figures.raw_value,
    figures.unit,
    options.name_vi as option_name_vi,
    options.name_en as option_name_en,
    figures.points,
    figures.points_published,
    figures.points_low,
    figures.points_high,
    figures.normalised_value,
    figures.scale_basis,
    figures.maximum,
    figures.status,
    figures.carried_from_edition,
    figures.capped_from,
    figures.self_points,
    figures.basis,
    figures.cell_id
from figures
inner join publications on publications.edition_code = figures.edition_code
inner join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = figures.node_code
left join inputs as options
    on options.framework_code = publications.framework_code
    and options.framework_edition = publications.framework_edition
    and options.input_key = figures.option_input_key
inner join entities on entities.entity_code = figures.entity_code
