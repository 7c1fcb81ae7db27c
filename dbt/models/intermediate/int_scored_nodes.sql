-- int_scored_nodes: a node with the rule by which it earns points
select
    nodes.*,
    scoring.score_kind,
    scoring.reference,
    scoring.stated_reference,
    scoring.reference_note_vi,
    scoring.reference_note_en
from {{ ref('int_nodes') }} as nodes
left join {{ ref('stg_framework__node_scoring') }} as scoring
    on scoring.framework_code = nodes.framework_code
    and scoring.framework_edition = nodes.framework_edition
    and scoring.node_code = nodes.node_code
