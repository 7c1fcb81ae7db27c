-- int_leaf_inputs: the lines of an indicator's formula: each input with its part in it
select
    inputs.edition_code,
    inputs.framework_code,
    inputs.framework_edition,
    inputs.entity_code,
    inputs.entity_type,
    node_inputs.node_code,
    node_inputs.ordinal,
    node_inputs.role,
    node_inputs.points,
    node_inputs.input_key,
    inputs.value,
    inputs.unit,
    inputs.status,
    inputs.carried_from_edition,
    inputs.capped_from,
    inputs.text_printed,
    inputs.cell_id,
    inputs.source,
    inputs.file_sha256
from {{ ref('int_inputs') }} as inputs
inner join {{ ref('stg_framework__node_inputs') }} as node_inputs
    on node_inputs.framework_code = inputs.framework_code
    and node_inputs.framework_edition = inputs.framework_edition
    and node_inputs.input_key = inputs.input_key
