-- int_targets: a target of a plan, with the province, the leaf and its figure in the plan's own year and in the year of the target
with targets as (
    select
        targets.*, editions.period, editions.period_year, editions.series_code, editions.bodies_of as entity_code,
        editions.framework_code, editions.framework_edition, nodes.direction
    from {{ ref('stg_raw__targets') }} as targets
    inner join {{ ref('int_editions') }} as editions on editions.edition_code = targets.edition_code
    left join {{ ref('int_nodes') }} as nodes
        on nodes.framework_code = editions.framework_code
        and nodes.framework_edition = editions.framework_edition
        and nodes.node_code = targets.node_code
),

-- In the unit of the target; a figure in another unit says nothing of it. A year of another method is another measure.
figures as (
    select
        targets.cell_id as target_cell_id,
        case when tellings.period_year = targets.target_year then 'actual' else 'baseline' end as role,
        {{ unit_factor('tellings.unit', 'targets.unit') }} * tellings.value as value,
        tellings.edition_code, tellings.cell_id,
        row_number() over (
            partition by targets.cell_id, tellings.period_year
            order by
                case tellings.edition_code when targets.edition_code then 0 else 1 end,
                case tellings.series_code when targets.series_code then 0 else 1 end,
                tellings.source_order, tellings.edition_code collate "C", tellings.cell_id collate "C"
        ) as place
    from targets
    inner join {{ ref('int_leaf_tellings') }} as tellings
        on tellings.framework_code = targets.framework_code
        and tellings.framework_edition = targets.framework_edition
        and tellings.node_code = targets.node_code
        and tellings.entity_code = targets.entity_code
        and tellings.period_year in (targets.period_year, targets.target_year)
        and {{ unit_factor('tellings.unit', 'targets.unit') }} is not null
),

leads as (
    select edition_code, row_number, {{ joined_texts('entity_code', ' ', 'ordinal') }} as lead_entity_codes
    from {{ ref('int_assignments') }}
    where kind = 'target' and role = 'lead' and entity_code is not null
    group by edition_code, row_number
)

select
    targets.cell_id, targets.edition_code, targets.period, targets.row_number, targets.framework_code,
    targets.framework_edition, targets.entity_code, targets.indicator_printed, targets.node_code, targets.direction,
    targets.is_whole_indicator, targets.target_year, targets.comparator, targets.target, targets.target_max,
    targets.unit,
    cast(baselines.value as decimal(28, 10)) as baseline,
    cast(actuals.value as decimal(28, 10)) as actual,
    actuals.edition_code as actual_edition, actuals.cell_id as actual_cell_id,
    targets.lead_printed, leads.lead_entity_codes, targets.due_printed, targets.due_quarter, targets.text_printed,
    targets.page
from targets
left join figures as baselines
    on baselines.target_cell_id = targets.cell_id and baselines.role = 'baseline' and baselines.place = 1
left join figures as actuals
    on actuals.target_cell_id = targets.cell_id and actuals.role = 'actual' and actuals.place = 1
left join leads on leads.edition_code = targets.edition_code and leads.row_number = targets.row_number
