-- rpt_weight_sensitivity: how the rank of a body moves when the weights do
with facts as (
    select * from {{ ref('fct_weight_sensitivity') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
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
    facts.scheme,
    facts.seed,
    facts.draws,
    facts.bodies_compared,
    facts.rank_published,
    facts.rank_present,
    facts.rank_best,
    facts.rank_p05,
    facts.rank_median,
    facts.rank_p95,
    facts.rank_worst,
    facts.share_better,
    facts.share_same
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join entities on entities.entity_code = facts.entity_code
