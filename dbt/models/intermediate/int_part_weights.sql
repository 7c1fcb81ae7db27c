-- int_part_weights: what a node's score counts in the figure of the node above: part_weight of part_whole
with tree as (
    select
        *,
        -- A part that a body does not report, and that the method then leaves out, weighs nothing.
        not (basis = 'inputs' and score is null and coalesce(missing_rule, '') = 'skip') as is_counted
    from {{ ref('int_body_tree') }}
    where parent_node_code is not null
),

families as (
    select
        edition_code, entity_code, parent_node_code,
        sum(case when is_counted then weight end) as weights,
        case when count(*) = count(whole) then sum(whole) end as wholes
    from tree
    group by edition_code, entity_code, parent_node_code
),

weighed as (
    select
        tree.edition_code, tree.entity_code, tree.node_code, tree.parent_node_code,
        case
            when not tree.is_counted then 0
            when tree.parent_aggregation = 'sum' then 1
            when tree.parent_aggregation in ('mean', 'geometric_mean') then tree.weight
            -- A pooled share is told per 100 (or so), the score of its part on the scale of the part.
            when tree.parent_aggregation = 'pooled_share' then coalesce(tree.parent_share_per, 100) * tree.whole
        end as part_weight,
        case
            when tree.parent_aggregation = 'sum' then 1
            when tree.parent_aggregation in ('mean', 'geometric_mean') then families.weights
            when tree.parent_aggregation = 'pooled_share' then families.wholes * coalesce(tree.scale_to, tree.maximum)
        end as part_whole
    from tree
    inner join families
        on families.edition_code = tree.edition_code
        and families.entity_code = tree.entity_code
        and families.parent_node_code = tree.parent_node_code
)

select
    edition_code, entity_code, node_code, parent_node_code,
    cast(part_weight as decimal(28, 10)) as part_weight,
    cast(part_whole as decimal(28, 10)) as part_whole,
    case
        when part_whole > 0 then cast(part_weight as double precision) / cast(part_whole as double precision)
    end as part_share
from weighed
