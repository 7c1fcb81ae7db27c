-- int_printed_lines: a printed figure with its part in an indicator's formula
select
    figures.edition_code,
    editions.framework_code,
    editions.framework_edition,
    figures.entity_code,
    entities.entity_type,
    node_inputs.node_code,
    figures.basis,
    node_inputs.ordinal,
    node_inputs.role,
    node_inputs.points,
    figures.input_key,
    figures.value,
    figures.half,
    figures.unit,
    case when figures.value is null then 'missing' else 'reported' end as status,
    figures.text_printed,
    figures.cell_id
from {{ ref('int_input_figures') }} as figures
inner join {{ ref('int_editions') }} as editions on editions.edition_code = figures.edition_code
inner join {{ ref('int_entities') }} as entities on entities.entity_code = figures.entity_code
inner join {{ ref('stg_framework__node_inputs') }} as node_inputs
    on node_inputs.framework_code = editions.framework_code
    and node_inputs.framework_edition = editions.framework_edition
    and node_inputs.input_key = figures.input_key
where figures.basis = 'print'
