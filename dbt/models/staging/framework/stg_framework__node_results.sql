-- node_results: where a node's figures are printed for a type of body, and by which rule they are ranked
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(node_code as varchar) as node_code,
    cast(entity_type as varchar) as entity_type,
    cast(table_key as varchar) as table_key,
    cast(ordinal as integer) as ordinal,
    cast(score_column as varchar) as score_column,
    cast(value_column as varchar) as value_column,
    cast(self_column as varchar) as self_column,
    cast(rank_column as varchar) as rank_column,
    cast(band_column as varchar) as band_column,
    cast(rule_code as varchar) as rule_code,
    cast(tie_break_column as varchar) as tie_break_column,
    cast(unscored_order_quantity as varchar) as unscored_order_quantity
from {{ ref('node_results') }}
