-- rpt_scale_recovery: goalposts of an indicator that were recovered from the print
with facts as (
    select * from {{ ref('fct_recovered_scale') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
),

nodes as (
    select * from {{ ref('dim_node') }}
)

select
    facts.edition_code,
    publications.period,
    facts.framework_code,
    facts.framework_edition,
    facts.table_code,
    facts.entity_type,
    facts.node_code as parent_node_code,
    parents.name_vi as parent_node_name_vi,
    parents.name_en as parent_node_name_en,
    facts.part_node_code as node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    facts.column_key,
    facts.scale_basis,
    facts.minimum,
    facts.maximum,
    facts.range_low,
    facts.range_high,
    facts.minimum_low,
    facts.minimum_high,
    facts.maximum_low,
    facts.maximum_high,
    facts.rows_printed,
    facts.rows_left_out,
    facts.status
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join nodes as parents
    on parents.framework_code = facts.framework_code
    and parents.framework_edition = facts.framework_edition
    and parents.node_code = facts.node_code
inner join nodes
    on nodes.framework_code = facts.framework_code
    and nodes.framework_edition = facts.framework_edition
    and nodes.node_code = facts.part_node_code
