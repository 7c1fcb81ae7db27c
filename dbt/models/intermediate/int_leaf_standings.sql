-- int_leaf_standings: the best figure of an indicator, who has it, and the middle one, among the bodies that tell one
with -- Nobody is measured against a figure that the print itself contradicts.
misread as (
    select cells.edition_code, cells.entity_code, cells.node_code
    from {{ ref('int_figure_cells') }} as cells
    inner join {{ ref('stg_raw__scale_repairs') }} as repairs
        on repairs.cell_id = cells.cell_id
        and repairs.ordinal = 1
),

figures as (
    select tree.*, roots.score as total, coalesce(tree.direction, 1) as better
    from {{ ref('int_body_tree') }} as tree
    left join {{ ref('int_body_tree') }} as roots
        on roots.edition_code = tree.edition_code
        and roots.entity_code = tree.entity_code
        and roots.level = 0
    left join misread
        on misread.edition_code = tree.edition_code
        and misread.entity_code = tree.entity_code
        and misread.node_code = tree.node_code
    where tree.is_leaf and tree.figure is not null and misread.node_code is null
),

placed as (
    select
        *,
        -- Of several bodies with the best figure the one that stands highest in the index.
        row_number() over (
            partition by edition_code, entity_type, rank_pool, node_code
            order by figure * better desc, total desc nulls last, entity_code collate "C"
        ) as place_from_above,
        row_number() over (partition by edition_code, entity_type, rank_pool, node_code order by figure) as place_from_below,
        count(*) over (partition by edition_code, entity_type, rank_pool, node_code) as bodies
    from figures
)

select
    edition_code, entity_type, rank_pool, node_code,
    max(case when place_from_above = 1 then entity_code end) as leader_entity_code,
    max(case when place_from_above = 1 then figure end) as leader_value,
    cast(
        sum(case when 2 * place_from_below between bodies and bodies + 2 then figure end)
        * case max(bodies) % 2 when 0 then cast(0.5 as decimal(2, 1)) else 1 end as decimal(28, 10)
    ) as median_value,
    cast(max(bodies) as integer) as bodies_compared
from placed
group by edition_code, entity_type, rank_pool, node_code
