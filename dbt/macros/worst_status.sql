{# Of the statuses of a group the one that says most against its figure: missing, capped, carried_over, reported. #}
{% macro worst_status(expression) -%}
    case max(case {{ expression }}
            when 'missing' then 4 when 'capped' then 3 when 'carried_over' then 2 when 'reported' then 1
        end)
        when 4 then 'missing' when 3 then 'capped' when 2 then 'carried_over' when 1 then 'reported'
    end
{%- endmacro %}
