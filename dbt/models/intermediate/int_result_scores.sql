-- int_result_scores: a body's score in a node: as printed, as computed from the forms, as recomputed from either
with printed as (
    select * from {{ ref('int_entity_results') }}
),

by_inputs as (
    select * from {{ ref('int_computed_scores') }} where basis = 'inputs'
),

by_print as (
    select * from {{ ref('int_computed_scores') }} where basis = 'print' and score is not null
),

bodies as (
    select edition_code, node_code, entity_code, entity_type from printed

    union

    select edition_code, node_code, entity_code, entity_type from by_inputs
)

select
    bodies.edition_code,
    bodies.node_code,
    bodies.entity_code,
    bodies.entity_type,
    nodes.framework_code,
    nodes.framework_edition,
    nodes.parent_node_code,
    nodes.level,
    nodes.is_leaf,
    coalesce(nullif(printed.unit, ''), nodes.unit) as unit,
    maxima.maximum,
    printed.score_cell_id,
    printed.score_text,
    printed.score_published,
    printed.score_decimals,
    by_inputs.score as score_computed,
    by_inputs.rate,
    coalesce(by_inputs.score, by_print.score, printed.score_recomputed) as score_recomputed,
    coalesce(
        by_inputs.status,
        case when printed.score_published is null then 'missing' else 'reported' end
    ) as status,
    case
        when by_inputs.node_code is not null then 'inputs'
        when by_print.node_code is not null then 'print'
        else 'published'
    end as basis
from bodies
inner join {{ ref('int_editions') }} as editions on editions.edition_code = bodies.edition_code
inner join {{ ref('int_nodes') }} as nodes
    on nodes.framework_code = editions.framework_code
    and nodes.framework_edition = editions.framework_edition
    and nodes.node_code = bodies.node_code
inner join {{ ref('int_node_maxima') }} as maxima
    on maxima.framework_code = nodes.framework_code
    and maxima.framework_edition = nodes.framework_edition
    and maxima.node_code = nodes.node_code
    and maxima.entity_type = bodies.entity_type
left join printed
    on printed.edition_code = bodies.edition_code
    and printed.node_code = bodies.node_code
    and printed.entity_code = bodies.entity_code
left join by_inputs
    on by_inputs.edition_code = bodies.edition_code
    and by_inputs.node_code = bodies.node_code
    and by_inputs.entity_code = bodies.entity_code
left join by_print
    on by_print.edition_code = bodies.edition_code
    and by_print.node_code = bodies.node_code
    and by_print.entity_code = bodies.entity_code
