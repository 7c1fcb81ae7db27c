-- int_rule_evidence: how many printed points the rule that is used gives, and how many the rule that is stated
select
    edition_code,
    framework_code,
    framework_edition,
    node_code,
    rule,
    full_at as reference,
    cast(count(*) as integer) as figures,
    cast(sum(case when is_reproduced then 1 else 0 end) as integer) as reproduced,
    cast(sum(case when is_partial then 1 else 0 end) as integer) as figures_partial,
    cast(sum(case when is_partial and is_reproduced then 1 else 0 end) as integer) as reproduced_partial
from {{ ref('int_rule_points') }}
group by edition_code, framework_code, framework_edition, node_code, rule, full_at
