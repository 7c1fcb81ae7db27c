-- rpt_scenarios: index and rank of a body if a figure were another, everything else unchanged
with facts as (
    select * from {{ ref('fct_scenario') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
),

entities as (
    select * from {{ ref('dim_entity') }}
),

nodes as (
    select * from {{ ref('dim_node') }}
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
    facts.scenario,
    facts.value_from,
    facts.value_to,
    facts.index_before,
    facts.index_gain,
    facts.gain_low,
    facts.gain_high,
    facts.index_after,
    facts.rank_before,
    facts.rank_after,
    facts.rank_after_low,
    facts.rank_after_high,
    facts.bodies_compared,
    facts.bodies_ranked,
    facts.scale_basis,
    facts.is_beyond_scale,
    facts.is_met,
    facts.targets_counted,
    facts.targets_told,
    nullif(concat_ws(
        ' ',
        case
            when facts.targets_counted < facts.targets_told
                then 'Tính được ' || facts.targets_counted || ' trên ' || facts.targets_told
                    || ' mục tiêu; các mục tiêu khác chỉ nói một phần chỉ tiêu, hoặc chưa có số liệu hay thang.'
            when facts.targets_counted is not null then 'Tính được cả ' || facts.targets_counted || ' mục tiêu.'
        end,
        case
            when facts.is_met and facts.targets_counted is not null then 'Các mục tiêu tính được đều đã đạt.'
            when facts.is_met then 'Đã đạt mục tiêu.'
        end,
        case when facts.is_beyond_scale
            then 'Giá trị mới, hoặc điểm của chỉ tiêu cấp trên, vượt đầu thang và sẽ thành mốc mới; ở đây thang giữ nguyên.' end,
        case when facts.rank_after_high > facts.bodies_compared
            then 'Chỉ biết chỉ số của ' || facts.bodies_compared || ' trên ' || facts.bodies_ranked
                || ' đơn vị; chỉ số mới có thể thấp hơn đơn vị cuối cùng trong số đó.' end
    ), '') as note_vi,
    nullif(concat_ws(
        ' ',
        case
            when facts.targets_counted < facts.targets_told
                then facts.targets_counted || ' of ' || facts.targets_told
                    || ' targets count; the others are about a part of an indicator, or have no figure or scale.'
            when facts.targets_counted is not null then 'All targets count: ' || facts.targets_counted || '.'
        end,
        case
            when facts.is_met and facts.targets_counted is not null then 'The targets that count are met already.'
            when facts.is_met then 'The target is met already.'
        end,
        case when facts.is_beyond_scale
            then 'The new figure, or a score above it, lies beyond its scale and would become its end; here the scale is kept.' end,
        case when facts.rank_after_high > facts.bodies_compared
            then 'The index is known of ' || facts.bodies_compared || ' of ' || facts.bodies_ranked
                || ' bodies; the new index may be below the last of them.' end
    ), '') as note_en
from facts
inner join publications on publications.edition_code = facts.edition_code
inner join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = facts.node_code
inner join entities on entities.entity_code = facts.entity_code
