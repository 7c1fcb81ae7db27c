-- fct_indicator_value: a body's figure in a leaf of the tree, and the points that it earns
with results as (
    select * from {{ ref('int_result_scores') }} where is_leaf
),

figures as (
    select * from {{ ref('int_leaf_values') }}
),

-- Where leaves add up to something they are points; else the score is the figure itself.
parents as (
    select * from {{ ref('int_nodes') }} where aggregation <> 'none'
),

self_points as (
    select * from {{ ref('int_self_points') }}
)

select
    results.edition_code,
    results.node_code,
    results.entity_code,
    results.entity_type,
    coalesce(results.score_cell_id, figures.cell_id) as cell_id,
    case when results.score_cell_id is not null then results.score_text else figures.text_printed end as text_printed,
    case when parents.node_code is null then results.score_published else figures.raw_value end as raw_value,
    -- A mark has no unit; points that are given are their own figure.
    case
        when parents.node_code is null then results.unit
        when results.basis = 'published' then coalesce(figures.unit, parents.unit)
        else figures.unit
    end as unit,
    figures.option_input_key,
    case
        when parents.node_code is not null
            then cast(
                coalesce(results.score_computed, results.score_published, results.score_recomputed) as decimal(28, 10)
            )
    end as points,
    case when parents.node_code is not null then results.score_published end as points_published,
    results.maximum,
    results.status,
    figures.carried_from_edition,
    figures.capped_from,
    self_points.self_points,
    case
        when results.scale_basis is not null
            then cast(coalesce(results.score_computed, results.score_recomputed) as decimal(28, 10))
    end as normalised_value,
    case when parents.node_code is not null then results.score_low end as points_low,
    case when parents.node_code is not null then results.score_high end as points_high,
    results.scale_basis,
    results.basis
from results
left join figures
    on figures.edition_code = results.edition_code
    and figures.node_code = results.node_code
    and figures.entity_code = results.entity_code
left join parents
    on parents.framework_code = results.framework_code
    and parents.framework_edition = results.framework_edition
    and parents.node_code = results.parent_node_code
left join self_points
    on self_points.edition_code = results.edition_code
    and self_points.node_code = results.node_code
    and self_points.entity_code = results.entity_code
