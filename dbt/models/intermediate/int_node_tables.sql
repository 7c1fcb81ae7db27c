-- int_node_tables: the table of an edition in which a node's figures are printed, with the rule of its ranks
with tables as (
    select * from {{ ref('int_tables') }}
),

editions as (
    select * from {{ ref('int_editions') }}
),

node_results as (
    select * from {{ ref('stg_framework__node_results') }}
),

rank_rules as (
    select * from {{ ref('stg_framework__rank_rules') }}
),

nodes as (
    select * from {{ ref('int_nodes') }}
)

select
    tables.edition_code,
    tables.table_code,
    tables.table_key,
    tables.rows_held_back,
    tables.bodies,
    nodes.framework_code,
    nodes.framework_edition,
    nodes.node_code,
    nodes.is_leaf,
    nodes.direction,
    node_results.entity_type,
    node_results.ordinal,
    node_results.score_column,
    node_results.value_column,
    node_results.self_column,
    node_results.rank_column,
    node_results.band_column,
    node_results.tie_break_column,
    node_results.unscored_order_quantity,
    node_results.rule_code,
    rank_rules.score_basis,
    rank_rules.tie_method,
    rank_rules.pooled_position,
    rank_rules.unscored
from tables
inner join editions on editions.edition_code = tables.edition_code
inner join node_results
    on node_results.framework_code = editions.framework_code
    and node_results.framework_edition = editions.framework_edition
    and node_results.table_key = tables.table_key
    and node_results.entity_type = tables.entity_type
inner join nodes
    on nodes.framework_code = node_results.framework_code
    and nodes.framework_edition = node_results.framework_edition
    and nodes.node_code = node_results.node_code
left join rank_rules on rank_rules.rule_code = node_results.rule_code
