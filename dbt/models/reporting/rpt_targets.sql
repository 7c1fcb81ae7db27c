-- rpt_targets: a target of a province and year, with what it was before and what came of it
select
    targets.cell_id as target_code,
    targets.edition_code,
    publications.period,
    targets.entity_code,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en,
    targets.indicator_printed as indicator,
    targets.node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    targets.is_whole_indicator,
    targets.target_year,
    targets.comparator,
    targets.target,
    targets.target_max,
    targets.unit,
    targets.baseline,
    targets.actual,
    targets.actual_edition,
    targets.actual_cell_id,
    targets.is_met as met,
    targets.lead_printed as lead_agency,
    targets.lead_entity_codes,
    targets.due_printed as due,
    targets.due_quarter,
    targets.text_printed,
    targets.cell_id,
    targets.page
from {{ ref('fct_target') }} as targets
inner join {{ ref('dim_publication') }} as publications on publications.edition_code = targets.edition_code
left join {{ ref('dim_entity') }} as entities on entities.entity_code = targets.entity_code
left join {{ ref('dim_node') }} as nodes
    on nodes.framework_code = targets.framework_code
    and nodes.framework_edition = targets.framework_edition
    and nodes.node_code = targets.node_code
