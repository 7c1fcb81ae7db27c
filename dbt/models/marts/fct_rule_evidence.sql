-- fct_rule_evidence: how many printed points a rule gives, where the rule that is used is not the one that is stated
select
    edition_code,
    framework_code,
    framework_edition,
    node_code,
    rule,
    reference,
    figures,
    reproduced,
    figures_partial,
    reproduced_partial
from {{ ref('int_rule_evidence') }}
