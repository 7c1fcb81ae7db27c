-- int_result_scores: a body's score in a node: as printed, as computed from the forms, as recomputed from either
with printed as (
    select * from {{ ref('int_entity_results') }}
),

computed as (
    select * from {{ ref('int_computed_scores') }}
),

by_inputs as (
    select * from computed where basis = 'inputs'
),

by_print as (
    select * from computed where basis = 'print'
),

-- What is told of an indicator is told where it earns nothing too: without goalposts there is no score.
told as (
    select edition_code, node_code, entity_code, entity_type, min(basis) as basis, min(status) as status
    from {{ ref('int_own_figures') }}
    group by edition_code, node_code, entity_code, entity_type
),

bodies as (
    select edition_code, node_code, entity_code, entity_type from printed

    union

    select edition_code, node_code, entity_code, entity_type from by_inputs

    union

    select edition_code, node_code, entity_code, entity_type from told
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
    {%- for bound in ['low', 'high'] %}
    coalesce(
        by_inputs.score_{{ bound }}, case when nodes.is_leaf then by_print.part_{{ bound }} else by_print.score_{{ bound }} end
    ) as score_{{ bound }},
    {%- endfor %}
    -- A mean of what rests on goalposts recovered from the print rests on them as well.
    case
        when by_inputs.node_code is not null
            then coalesce(by_inputs.scale_basis, case when by_inputs.rests_on_recovered then 'recovered' end)
        else coalesce(by_print.scale_basis, case when by_print.rests_on_recovered then 'recovered' end)
    end as scale_basis,
    coalesce(
        by_inputs.status,
        case when printed.score_published is not null then 'reported' end,
        told.status,
        'missing'
    ) as status,
    case
        when by_inputs.node_code is not null then 'inputs'
        when by_print.node_code is not null then 'print'
        when printed.node_code is null then told.basis
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
{%- for basis in ['printed', 'by_inputs', 'by_print', 'told'] %}
left join {{ basis }}
    on {{ basis }}.edition_code = bodies.edition_code
    and {{ basis }}.node_code = bodies.node_code
    and {{ basis }}.entity_code = bodies.entity_code
{%- endfor %}
