-- int_ranked_nodes: a node with the rules by which its bodies are ranked, in words
with rules as (
    select distinct
        results.framework_code,
        results.framework_edition,
        results.node_code,
        rules.rule_code,
        rules.name_vi,
        rules.name_en
    from {{ ref('stg_framework__node_results') }} as results
    inner join {{ ref('stg_framework__rank_rules') }} as rules on rules.rule_code = results.rule_code
),

told as (
    select
        framework_code,
        framework_edition,
        node_code,
        {{ joined_texts('name_vi', ' ', 'rule_code') }} as rank_rule_vi,
        {{ joined_texts('name_en', ' ', 'rule_code') }} as rank_rule_en
    from rules
    group by framework_code, framework_edition, node_code
)

select
    nodes.*,
    told.rank_rule_vi,
    told.rank_rule_en
from {{ ref('int_scored_nodes') }} as nodes
left join told
    on told.framework_code = nodes.framework_code
    and told.framework_edition = nodes.framework_edition
    and told.node_code = nodes.node_code
