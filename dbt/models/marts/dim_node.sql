-- dim_node: a node of the tree of indicators of a framework's edition
select
    framework_code,
    framework_edition,
    node_code,
    parent_node_code,
    level,
    kind,
    is_leaf,
    direction,
    weight,
    maximum,
    unit,
    score_kind,
    reference,
    stated_reference,
    reference_note_vi,
    reference_note_en,
    name_vi,
    name_en
from {{ ref('int_scored_nodes') }}
