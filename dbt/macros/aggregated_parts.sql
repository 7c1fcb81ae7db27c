{# The figures that the parts of a level give the nodes above: sums and means, where every part is there or left out by
   its rule. #}
{% macro aggregated_parts(parts) -%}
    select parts.edition_code, parts.framework_code, parts.framework_edition, parts.entity_code, parts.entity_type,
        parts.parent_node_code, parts.basis,
        {%- for bound in ['score', 'low', 'high'] %}
        case max(parents.aggregation)
            when 'sum' then sum(parts.part_{{ bound }})
            else {{ mean_of_parts('max(parents.aggregation)', 'parts.part_' ~ bound, 'nodes.weight') }}
        end,
        {%- endfor %}
        {{ worst_status('parts.status') }}, max(case when parts.is_recovered then 1 else 0 end) = 1
    from {{ parts }} as parts
    inner join nodes
        on nodes.framework_code = parts.framework_code
        and nodes.framework_edition = parts.framework_edition
        and nodes.node_code = parts.node_code
    inner join nodes as parents
        on parents.framework_code = parts.framework_code
        and parents.framework_edition = parts.framework_edition
        and parents.node_code = parts.parent_node_code
        and parents.aggregation in ('sum', 'mean', 'geometric_mean')
    inner join families
        on families.framework_code = parts.framework_code
        and families.framework_edition = parts.framework_edition
        and families.node_code = parts.parent_node_code
        and families.entity_type = parts.entity_type
    group by parts.edition_code, parts.framework_code, parts.framework_edition, parts.entity_code,
        parts.entity_type, parts.parent_node_code, parts.basis, families.parts
    having count(*) = families.parts and count(parts.part_score) > 0
{%- endmacro %}
