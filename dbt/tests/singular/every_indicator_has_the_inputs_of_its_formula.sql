-- An indicator without an input of the role that its kind of score needs, or without steps, or without a maximum.
with scoring as (
    select * from {{ ref('stg_framework__node_scoring') }}
),

needed as (
    select
        scoring.*,
        case when score_kind in ('rate', 'share') then 'numerator' when score_kind = 'highest' then 'option'
            else 'counted' end as role
    from scoring

    union all

    select scoring.*, 'denominator' as role from scoring where score_kind in ('rate', 'share')
)

select
    needed.framework_code,
    needed.framework_edition,
    needed.node_code,
    needed.score_kind,
    needed.role
from needed
inner join {{ ref('int_nodes') }} as nodes
    on nodes.framework_code = needed.framework_code
    and nodes.framework_edition = needed.framework_edition
    and nodes.node_code = needed.node_code
left join {{ ref('stg_framework__node_inputs') }} as node_inputs
    on node_inputs.framework_code = needed.framework_code
    and node_inputs.framework_edition = needed.framework_edition
    and node_inputs.node_code = needed.node_code
    and node_inputs.role = needed.role
left join {{ ref('stg_framework__score_steps') }} as steps
    on steps.framework_code = needed.framework_code
    and steps.framework_edition = needed.framework_edition
    and steps.node_code = needed.node_code
where node_inputs.input_key is null
    or nodes.maximum is null
    or not nodes.is_leaf
    or (needed.role = 'option' and node_inputs.points is null)
    or (needed.score_kind = 'steps' and steps.node_code is null)
