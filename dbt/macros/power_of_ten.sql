{# Exact up to 10^15 although power() gives a binary float: such floats hold whole numbers up to there. #}
{% macro power_of_ten(decimals) -%}
    {{ whole_number('power(10, ' ~ decimals ~ ')') }}
{%- endmacro %}
