-- rpt_ranking: a body's score, rank and band in a node of an edition, published and recomputed
with publications as (
    select * from {{ ref('dim_publication') }}
),

nodes as (
    select * from {{ ref('dim_node') }}
),

entities as (
    select * from {{ ref('dim_entity') }}
),

bands as (
    select facts.edition_code, facts.node_code, facts.entity_code, facts.basis, dim_band.name_vi, dim_band.name_en
    from {{ ref('fct_band') }} as facts
    inner join publications on publications.edition_code = facts.edition_code
    inner join {{ ref('dim_band') }} as dim_band
        on dim_band.framework_code = publications.framework_code
        and dim_band.framework_edition = publications.framework_edition
        and dim_band.node_code = facts.node_code
        and dim_band.band_code = facts.band_code
),

facts as (
    select
        edition_code, node_code, entity_code, entity_type, 'rank' as what, basis, cast(null as decimal(28, 10)) as score,
        cast(null as integer) as score_decimals, entity_rank, rank_low, rank_high, cell_id,
        cast(null as decimal(28, 10)) as score_low, cast(null as decimal(28, 10)) as score_high,
        cast(null as varchar) as scale_basis
    from {{ ref('fct_rank') }}

    union all

    select
        edition_code, node_code, entity_code, entity_type, 'score', basis, score, score_decimals, null, null, null,
        cell_id, score_low, score_high, scale_basis
    from {{ ref('fct_score') }}
),

results as (
    select
        edition_code, node_code, entity_code, entity_type,
        {%- for basis in ['published', 'recomputed'] %}
        max(case when basis = '{{ basis }}' then score end) as score_{{ basis }},
        max(case when basis = '{{ basis }}' then entity_rank end) as rank_{{ basis }},
        {%- endfor %}
        max(score_decimals) as score_decimals,
        max(score_low) as score_low,
        max(score_high) as score_high,
        max(scale_basis) as scale_basis,
        max(case when basis = 'recomputed' then rank_low end) as rank_low,
        max(case when basis = 'recomputed' then rank_high end) as rank_high,
        max(case when what = 'score' then cell_id end) as score_cell_id,
        max(case when what = 'rank' then cell_id end) as rank_cell_id,
        max(case when what = 'rank' then 1 else 0 end) as is_ranked
    from facts
    group by edition_code, node_code, entity_code, entity_type
)

select
    results.edition_code, publications.period, publications.framework_code, publications.framework_edition,
    results.node_code, nodes.name_vi as node_name_vi, nodes.name_en as node_name_en,
    results.entity_code, entities.name_vi as entity_name_vi, entities.name_en as entity_name_en, results.entity_type,
    results.score_published, results.score_recomputed, results.score_low, results.score_high, results.scale_basis,
    results.score_decimals, nodes.unit as score_unit,
    results.rank_published, results.rank_recomputed, results.rank_low, results.rank_high,
    published.name_vi as band_published, recomputed.name_vi as band_recomputed,
    published.name_en as band_published_en, recomputed.name_en as band_recomputed_en,
    coalesce(groups.entities_ranked, 0) as entities_ranked,
    results.score_cell_id, results.rank_cell_id
from results
inner join publications on publications.edition_code = results.edition_code
inner join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = results.node_code
    -- An indicator that nobody is ranked by is told among the indicators only.
    and (results.is_ranked = 1 or not nodes.is_leaf)
inner join entities on entities.entity_code = results.entity_code
left join {{ ref('fct_period_result') }} as groups
    on groups.period_key = results.edition_code
    and groups.node_code = results.node_code
    and groups.entity_code = results.entity_code
{%- for basis in ['published', 'recomputed'] %}
left join bands as {{ basis }}
    on {{ basis }}.edition_code = results.edition_code
    and {{ basis }}.node_code = results.node_code
    and {{ basis }}.entity_code = results.entity_code
    and {{ basis }}.basis = '{{ basis }}'
{%- endfor %}
