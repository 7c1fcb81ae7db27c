-- int_normalised_lines: the lines of the formula that gives a node of a normalised index its score: what is told, the
-- fractions that are pooled, the parts of a mean with their weights, the score between its goalposts
with nodes as (
    select *, count(method) over (partition by framework_code, framework_edition) > 0 as is_normalised
    from {{ ref('int_scored_nodes') }}
),

results as (
    select results.*, nodes.aggregation, nodes.method, nodes.weight,
        coalesce(results.score_computed, results.score_recomputed, results.score_published) as score
    from {{ ref('int_result_scores') }} as results
    inner join nodes using (framework_code, framework_edition, node_code)
    where nodes.is_normalised
),

scores as (select * from {{ ref('int_node_scores') }}),

-- The fraction of a leaf, and those that a node pools.
fractions as (
    select nodes.node_code, fractions.node_code as part_node_code, fractions.edition_code, fractions.entity_code,
        fractions.basis, fractions.cell_id, fractions.is_recovered, fractions.numerator, fractions.denominator
    from {{ ref('int_fractions') }} as fractions
    inner join {{ ref('int_node_leaves') }} as leaves
        on (leaves.framework_code, leaves.framework_edition, leaves.leaf_node_code)
        = (fractions.framework_code, fractions.framework_edition, fractions.node_code)
    inner join nodes
        on (nodes.framework_code, nodes.framework_edition, nodes.node_code)
        = (leaves.framework_code, leaves.framework_edition, leaves.node_code)
        and (nodes.is_leaf or nodes.aggregation = 'pooled_share')
    where fractions.denominator is not null
),

lines as (
    select edition_code, entity_code, node_code, 'inputs' as basis, 1 as place, input_key as line_key, role, input_key,
        cast(null as varchar) as part_node_code, value, unit, cast(null as decimal(28, 10)) as points_of_line,
        cast(null as decimal(28, 10)) as weight, false as is_recovered, status, cell_id
    from {{ ref('int_leaf_inputs') }}
    where value is not null

    union all

    select edition_code, entity_code, node_code, basis, 1, input_key, role, input_key, null, value, unit, null, null,
        false, status, cell_id
    from {{ ref('int_printed_lines') }}

    {%- for role in ['numerator', 'denominator'] %}

    union all

    select edition_code, entity_code, node_code, basis, 2, part_node_code || '{{ loop.index }}', '{{ role }}', null,
        part_node_code, {{ role }}, null, null, null, is_recovered, 'reported', cell_id
    from fractions
    where is_recovered or node_code <> part_node_code
    {%- endfor %}

    union all

    select edition_code, entity_code, parent_node_code, basis, 3, node_code, 'part', null, node_code, part_score, null,
        part_score, weight, false, status, score_cell_id
    from (
        select *, coalesce(case when basis <> 'inputs' then score_published end, score_recomputed) as part_score
        from results
    ) as parts
    where parent_node_code is not null and part_score is not null

    union all

    select results.edition_code, results.entity_code, results.node_code, results.basis, 4, '', 'figure', null, null,
        scores.figure, case when results.aggregation = 'pooled_share' then '%' else results.unit end, null, null, false,
        scores.status, null
    from results
    inner join scores using (edition_code, entity_code, node_code, basis)
    where scores.figure is not null and results.method <> 'none'

    union all

    select edition_code, entity_code, node_code, basis, 5, '', 'result', null, null, score, null, score, null, false,
        status, score_cell_id
    from results
)

select
    lines.edition_code, lines.entity_code, lines.node_code, lines.place, lines.line_key, lines.role, lines.input_key,
    lines.part_node_code, lines.value,
    -- Scores are told in the unit of what they are put together to.
    case when lines.role in ('part', 'result') and not (results.is_leaf and results.method <> 'none')
        then results.unit else lines.unit end as unit,
    lines.points_of_line, lines.weight, lines.is_recovered,
    lines.status, lines.cell_id, results.basis,
    coalesce(nullif(results.method, 'none'), nullif(results.aggregation, 'none'), 'given') as score_kind,
    results.score as points, results.maximum, scores.scale_minimum, scores.scale_maximum, results.scale_basis
from lines
inner join results using (edition_code, entity_code, node_code)
left join scores
    on (scores.edition_code, scores.entity_code) = (results.edition_code, results.entity_code)
    and (scores.node_code, scores.basis) = (results.node_code, results.basis)
-- A mean is told by its parts, and a part may be printed where its mean is computed from what is printed below.
where (lines.basis = results.basis or (lines.place = 3 and results.basis <> 'inputs'))
    and (lines.place <> 3 or results.aggregation in ('mean', 'geometric_mean', 'sum'))
