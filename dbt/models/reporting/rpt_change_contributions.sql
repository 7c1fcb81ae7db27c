-- rpt_change_contributions: a node's change between two editions, taken apart into what each of its parts gives
with contributions as (
    select * from {{ ref('fct_change_contribution') }}
),

periods as (
    select * from {{ ref('dim_period') }}
),

nodes as (
    select * from {{ ref('dim_node') }}
)

select
    contributions.series_code, contributions.edition_before, contributions.edition_after,
    before_it.period as period_before, after_it.period as period_after,
    contributions.node_code, nodes.name_vi as node_name_vi, nodes.name_en as node_name_en,
    contributions.part_node_code,
    case contributions.part_node_code when '' then 'Làm tròn khi in' else parts.name_vi end as part_name_vi,
    case contributions.part_node_code when '' then 'Rounding in print' else parts.name_en end as part_name_en,
    contributions.entity_code, entities.name_vi as entity_name_vi, entities.name_en as entity_name_en,
    contributions.entity_type, contributions.score_basis,
    contributions.node_score_before, contributions.node_score_after, contributions.node_change,
    contributions.part_score_before, contributions.part_score_after, contributions.part_change,
    contributions.weight, contributions.contribution, contributions.comparable
from contributions
inner join periods as before_it on before_it.period_key = contributions.edition_before
inner join periods as after_it on after_it.period_key = contributions.edition_after
inner join nodes
    on nodes.framework_code = after_it.framework_code
    and nodes.framework_edition = after_it.framework_edition
    and nodes.node_code = contributions.node_code
-- A part that was dropped is named as it was.
left join nodes as parts_after
    on parts_after.framework_code = after_it.framework_code
    and parts_after.framework_edition = after_it.framework_edition
    and parts_after.node_code = contributions.part_node_code
left join nodes as parts
    on parts.framework_code = after_it.framework_code
    and parts.framework_edition = case
        when parts_after.node_code is null then before_it.framework_edition else after_it.framework_edition
    end
    and parts.node_code = contributions.part_node_code
inner join {{ ref('dim_entity') }} as entities on entities.entity_code = contributions.entity_code
