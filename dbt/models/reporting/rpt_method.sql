-- rpt_method: how a node of an index is computed and ranked under the method of an edition
select
    publications.edition_code,
    publications.period,
    nodes.framework_code,
    nodes.framework_edition,
    frameworks.name_vi as framework_name_vi,
    frameworks.name_en as framework_name_en,
    frameworks.method_note_vi,
    frameworks.method_note_en,
    nodes.node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    nodes.parent_node_code,
    nodes.level,
    nodes.kind,
    nodes.is_leaf,
    nodes.direction,
    nodes.weight,
    nodes.maximum,
    nodes.unit,
    nodes.aggregation,
    nodes.score_kind,
    nodes.method,
    nodes.transform,
    nodes.goalposts,
    nodes.given_minimum,
    nodes.given_maximum,
    nodes.missing_rule,
    nodes.reference,
    nodes.reference_note_vi,
    nodes.reference_note_en,
    nodes.rank_rule_vi,
    nodes.rank_rule_en
from {{ ref('dim_node') }} as nodes
inner join {{ ref('dim_framework_edition') }} as frameworks
    on frameworks.framework_code = nodes.framework_code
    and frameworks.framework_edition = nodes.framework_edition
inner join {{ ref('dim_publication') }} as publications
    on publications.framework_code = nodes.framework_code
    and publications.framework_edition = nodes.framework_edition
