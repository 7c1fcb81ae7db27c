-- int_scored_nodes: a node with the rule by which it earns points, and the one by which its figure becomes a score
select
    nodes.*,
    scoring.score_kind,
    scoring.reference,
    scoring.stated_reference,
    scoring.reference_note_vi,
    scoring.reference_note_en,
    rules.transform,
    rules.method,
    rules.goalposts,
    rules.minimum as given_minimum,
    rules.maximum as given_maximum,
    rules.is_clipped,
    rules.scale_from,
    rules.scale_to,
    rules.missing_rule,
    rules.share_per
from {{ ref('int_nodes') }} as nodes
left join {{ ref('stg_framework__node_scoring') }} as scoring
    on scoring.framework_code = nodes.framework_code
    and scoring.framework_edition = nodes.framework_edition
    and scoring.node_code = nodes.node_code
left join {{ ref('stg_framework__normalisation_rules') }} as rules
    on rules.framework_code = nodes.framework_code
    and rules.framework_edition = nodes.framework_edition
    and rules.node_code = nodes.node_code
