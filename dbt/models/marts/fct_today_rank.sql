-- fct_today_rank: a past edition in the bodies of today
select
    edition_code, node_code, entity_code, entity_type, predecessor_codes, predecessors_vi, score, entity_rank,
    entities_ranked, bodies_known, bodies_of_today, is_estimated, rule_vi, rule_en
from {{ ref('int_today_ranks') }}
