-- reconciliation_rules: the wording of the rule by which a figure is recomputed
select
    cast(rule_code as varchar) as rule_code,
    cast(name_vi as varchar) as name_vi,
    cast(name_en as varchar) as name_en
from {{ ref('reconciliation_rules') }}
