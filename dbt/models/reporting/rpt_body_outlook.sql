-- rpt_body_outlook: where a body stands in an index, and what the next place and band ask for
with facts as (
    select * from {{ ref('fct_body_outlook') }}
),

bands as (
    select * from {{ ref('dim_band') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
),

nodes as (
    select * from {{ ref('dim_node') }}
),

entities as (
    select * from {{ ref('dim_entity') }}
)

select
    facts.edition_code,
    publications.period,
    publications.framework_code,
    publications.framework_edition,
    facts.entity_code,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en,
    facts.entity_type,
    facts.node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    facts.total,
    facts.maximum,
    facts.entity_rank,
    facts.rank_low,
    facts.rank_high,
    facts.entities_ranked,
    facts.band_code,
    bands.name_vi as band_name_vi,
    bands.name_en as band_name_en,
    facts.next_band_code,
    next_bands.name_vi as next_band_name_vi,
    next_bands.name_en as next_band_name_en,
    facts.next_band_from,
    facts.points_to_next_band,
    facts.ahead_entity_code,
    ahead.name_vi as ahead_entity_name_vi,
    ahead.name_en as ahead_entity_name_en,
    facts.ahead_points,
    facts.points_to_next_rank
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = facts.node_code
inner join entities on entities.entity_code = facts.entity_code
left join entities as ahead on ahead.entity_code = facts.ahead_entity_code
left join bands
    on bands.framework_code = publications.framework_code
    and bands.framework_edition = publications.framework_edition
    and bands.node_code = facts.node_code
    and bands.band_code = facts.band_code
left join bands as next_bands
    on next_bands.framework_code = publications.framework_code
    and next_bands.framework_edition = publications.framework_edition
    and next_bands.node_code = facts.node_code
    and next_bands.band_code = facts.next_band_code
