-- fct_self_assessment: what a body gave itself in a node, beside what it got
with self_points as (
    select * from {{ ref('int_self_points') }}
),

results as (
    select * from {{ ref('int_result_scores') }}
)

select
    self_points.edition_code,
    self_points.node_code,
    self_points.entity_code,
    results.entity_type,
    self_points.self_points_form,
    self_points.self_printed,
    results.score_computed as points_computed,
    results.score_published as points_published,
    cast(
        self_points.self_points - coalesce(results.score_computed, results.score_published) as decimal(28, 10)
    ) as difference
from self_points
inner join results
    on results.edition_code = self_points.edition_code
    and results.node_code = self_points.node_code
    and results.entity_code = self_points.entity_code
