{# The natural logarithm; nothing for what has none. #}
{% macro logarithm(expression) -%}
    ln(cast(case when {{ expression }} > 0 then {{ expression }} end as float8))
{%- endmacro %}
