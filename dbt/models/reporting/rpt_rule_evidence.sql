-- rpt_rule_evidence: how many printed points the rule that is used gives, and how many the rule that is stated
with facts as (
    select * from {{ ref('fct_rule_evidence') }}
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
    facts.node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    facts.rule,
    facts.reference,
    facts.figures,
    facts.reproduced,
    facts.figures_partial,
    facts.reproduced_partial,
    nodes.reference_note_vi as note_vi,
    nodes.reference_note_en as note_en
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join nodes
    on nodes.framework_code = facts.framework_code
    and nodes.framework_edition = facts.framework_edition
    and nodes.node_code = facts.node_code
