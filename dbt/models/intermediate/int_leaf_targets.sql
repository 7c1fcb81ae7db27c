-- int_leaf_targets: what a plan wants an indicator of its province to reach, in the unit of the indicator: the
-- strictest target of the plans about the period that speak of the whole indicator
with targets as (
    select
        editions.framework_code, editions.framework_edition, editions.period_year,
        editions.bodies_of as entity_code, targets.node_code, targets.cell_id, nodes.direction,
        {{ unit_factor('targets.unit', 'nodes.unit') }} * targets.target as target
    from {{ ref('stg_raw__targets') }} as targets
    inner join {{ ref('int_editions') }} as editions on editions.edition_code = targets.edition_code
    inner join {{ ref('int_nodes') }} as nodes
        on nodes.framework_code = editions.framework_code
        and nodes.framework_edition = editions.framework_edition
        and nodes.node_code = targets.node_code
        and nodes.is_leaf
    where targets.is_whole_indicator and editions.bodies_of is not null
),

placed as (
    select
        *,
        row_number() over (
            partition by framework_code, framework_edition, period_year, entity_code, node_code
            order by target * direction desc, cell_id collate "C"
        ) as place
    from targets
    where target is not null
)

select
    editions.edition_code,
    placed.entity_code,
    placed.node_code,
    cast(placed.target as decimal(28, 10)) as target,
    placed.cell_id as target_cell_id
from placed
inner join {{ ref('int_editions') }} as editions
    on editions.framework_code = placed.framework_code
    and editions.framework_edition = placed.framework_edition
    and editions.period_year = placed.period_year
where placed.place = 1
