-- rpt_ranking: a body's score and rank in a node of an edition, published and recomputed
with ranks as (
    select
        edition_code,
        node_code,
        entity_code,
        entity_type,
        max(case when basis = 'published' then entity_rank end) as rank_published,
        max(case when basis = 'recomputed' then entity_rank end) as rank_recomputed,
        max(case when basis = 'published' then cell_id end) as rank_cell_id
    from {{ ref('fct_rank') }}
    group by edition_code, node_code, entity_code, entity_type
),

scores as (
    select
        edition_code,
        node_code,
        entity_code,
        max(case when basis = 'published' then score end) as score_published,
        max(case when basis = 'recomputed' then score end) as score_recomputed,
        max(score_decimals) as score_decimals,
        max(case when basis = 'published' then cell_id end) as score_cell_id
    from {{ ref('fct_score') }}
    group by edition_code, node_code, entity_code
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
    ranks.edition_code,
    publications.period,
    publications.framework_code,
    publications.framework_edition,
    ranks.node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    ranks.entity_code,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en,
    ranks.entity_type,
    scores.score_published,
    scores.score_recomputed,
    scores.score_decimals,
    nodes.unit as score_unit,
    ranks.rank_published,
    ranks.rank_recomputed,
    cast(null as varchar) as band_published,
    cast(null as varchar) as band_recomputed,
    cast(count(*) over (
        partition by ranks.edition_code, ranks.node_code, ranks.entity_type
    ) as integer) as entities_ranked,
    scores.score_cell_id,
    ranks.rank_cell_id
from ranks
inner join publications on publications.edition_code = ranks.edition_code
inner join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = ranks.node_code
inner join entities on entities.entity_code = ranks.entity_code
left join scores
    on scores.edition_code = ranks.edition_code
    and scores.node_code = ranks.node_code
    and scores.entity_code = ranks.entity_code
