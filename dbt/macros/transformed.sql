{# A figure as it is compared with others: itself, or its logarithm, in double precision. #}
{% macro transformed(transform, figure) -%}
    case when {{ transform }} = 'log' then {{ logarithm(figure) }} else cast({{ figure }} as float8) end
{%- endmacro %}
