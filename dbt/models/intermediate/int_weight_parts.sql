-- int_weight_parts: what each part brings to the index of a body, by two cuts through the tree: the parts of the
-- root, and the lowest groups of indicators; only of bodies whose parts are all known
with tree as (
    select * from {{ ref('int_body_tree') }}
),

roots as (
    select edition_code, entity_code, aggregation from tree where level = 0 and scale_basis is null
),

-- Through a geometric mean or a scale on the way a group does not add its own part.
crooked as (
    select distinct edition_code, entity_code
    from tree
    where not is_leaf and level > 0 and parent_node_code is not null
        and (parent_aggregation = 'geometric_mean' or level = 1 and scale_basis is not null)
),

lowest as (
    select distinct edition_code, entity_code, parent_node_code as node_code from tree where is_leaf and level > 2
),

cuts as (
    select 'parts' as scheme, edition_code, entity_code, node_code from tree where level = 1

    union all

    select 'groups', lowest.edition_code, lowest.entity_code, lowest.node_code
    from lowest
    left join crooked
        on crooked.edition_code = lowest.edition_code
        and crooked.entity_code = lowest.entity_code
    where crooked.entity_code is null
),

brought as (
    select
        cuts.scheme, tree.edition_code, tree.entity_code, tree.entity_type, tree.rank_pool, tree.node_code,
        -- The logarithm of a geometric mean is the mean of the logarithms; nobody is below a body with a zero.
        case
            when roots.aggregation = 'geometric_mean' and tree.score > 0
                then {{ settled('weights.part_share * ln(cast(tree.score as double precision))') }}
            when roots.aggregation = 'geometric_mean' and tree.score = 0 then -1000
            else {{ settled('effects.effect * cast(tree.score as double precision)') }}
        end as brought
    from cuts
    inner join tree
        on tree.edition_code = cuts.edition_code
        and tree.entity_code = cuts.entity_code
        and tree.node_code = cuts.node_code
    inner join roots on roots.edition_code = cuts.edition_code and roots.entity_code = cuts.entity_code
    left join {{ ref('int_node_effects') }} as effects
        on effects.edition_code = tree.edition_code
        and effects.entity_code = tree.entity_code
        and effects.node_code = tree.node_code
    left join {{ ref('int_part_weights') }} as weights
        on weights.edition_code = tree.edition_code
        and weights.entity_code = tree.entity_code
        and weights.node_code = tree.node_code
),

whole as (
    select scheme, edition_code, entity_code from brought
    group by scheme, edition_code, entity_code
    having count(*) = count(brought) and count(*) > 1
)

select brought.scheme, brought.edition_code, brought.entity_code, brought.entity_type, brought.rank_pool, brought.node_code,
    cast(brought.brought as decimal(16, 10)) as brought
from brought
inner join whole
    on whole.scheme = brought.scheme
    and whole.edition_code = brought.edition_code
    and whole.entity_code = brought.entity_code
