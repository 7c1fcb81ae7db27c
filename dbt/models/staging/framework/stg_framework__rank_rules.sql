-- rank_rules: how places are given
select
    cast(rule_code as varchar) as rule_code,
    cast(score_basis as varchar) as score_basis,
    cast(tie_method as varchar) as tie_method,
    cast(pooled_position as varchar) as pooled_position,
    cast(unscored as varchar) as unscored,
    cast(places as integer) as places,
    cast(name_vi as varchar) as name_vi,
    cast(name_en as varchar) as name_en
from {{ ref('rank_rules') }}
