{# What turns a figure in one unit into the other; null where nothing does. A plan writes shares in `percent`, an
   index has them in `%` or as a `ratio`. #}
{% macro unit_factor(from_unit, to_unit) -%}
    case
        when {{ from_unit }} = {{ to_unit }} then cast(1 as decimal(5, 2))
        when {{ from_unit }} in ('%', 'percent') and {{ to_unit }} in ('%', 'percent') then cast(1 as decimal(5, 2))
        when {{ from_unit }} = 'ratio' and {{ to_unit }} in ('%', 'percent') then cast(100 as decimal(5, 2))
        when {{ from_unit }} in ('%', 'percent') and {{ to_unit }} = 'ratio' then cast(0.01 as decimal(5, 2))
    end
{%- endmacro %}
