-- rpt_ranking_today: a past edition in the bodies of today, ranked anew
select
    facts.edition_code, publications.period, publications.framework_code,
    facts.node_code, nodes.name_vi as node_name_vi, nodes.name_en as node_name_en,
    facts.entity_code, entities.name_vi as entity_name_vi, entities.name_en as entity_name_en, facts.entity_type,
    facts.predecessor_codes, facts.predecessors_vi,
    facts.score, facts.entity_rank, facts.entities_ranked, facts.bodies_known, facts.bodies_of_today,
    facts.is_estimated, facts.rule_vi, facts.rule_en
from {{ ref('fct_today_rank') }} as facts
inner join {{ ref('dim_publication') }} as publications on publications.edition_code = facts.edition_code
inner join {{ ref('dim_node') }} as nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = facts.node_code
inner join {{ ref('dim_entity') }} as entities on entities.entity_code = facts.entity_code
