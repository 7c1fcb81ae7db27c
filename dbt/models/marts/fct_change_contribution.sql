-- fct_change_contribution: what each part gives to the change of a node between two editions
select
    series_code, key_before as edition_before, key_after as edition_after, comparable,
    node_code, part_node_code, entity_code, entity_type, aggregation, basis as score_basis,
    cast(node_score_before as decimal(28, 10)) as node_score_before,
    cast(node_score_after as decimal(28, 10)) as node_score_after,
    node_change,
    cast(part_score_before as decimal(28, 10)) as part_score_before,
    cast(part_score_after as decimal(28, 10)) as part_score_after,
    part_change, weight, contribution
from {{ ref('int_change_contributions') }}
