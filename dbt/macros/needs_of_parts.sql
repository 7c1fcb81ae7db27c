{# What a part alone would have to gain so that the node above gains what it needs; `fits` tells whether the scales
   above leave room for it. Needs the queries `tree` and `geometric_figures`. #}
{% macro needs_of_parts(needs) -%}
    select
        tree.edition_code, tree.entity_code, tree.node_code,
        needs.fits and coalesce(
            not parents.is_clipped
            or parents.score + cast(needs.need as decimal(28, 10)) between least(parents.scale_from, parents.scale_to)
            and greatest(parents.scale_from, parents.scale_to),
            true
        ) as fits,
        case
            when tree.parent_aggregation <> 'geometric_mean'
                then needs.need / coalesce(parents.unit_score, 1) / tree.part_share
            when tree.score > 0
                then cast(tree.score as double precision) * (exp(
                    ln(1 + needs.need / coalesce(parents.unit_score, 1) / geometric_figures.figure) / tree.part_share
                ) - 1)
        end as need
    from {{ needs }} as needs
    inner join tree
        on tree.edition_code = needs.edition_code
        and tree.entity_code = needs.entity_code
        and tree.parent_node_code = needs.node_code
        and tree.part_share > 0
    inner join tree as parents
        on parents.edition_code = needs.edition_code
        and parents.entity_code = needs.entity_code
        and parents.node_code = needs.node_code
    left join geometric_figures
        on geometric_figures.edition_code = needs.edition_code
        and geometric_figures.entity_code = needs.entity_code
        and geometric_figures.node_code = needs.node_code
{%- endmacro %}
