{# A number in units of its last printed decimal, half rounded away from zero: 7.25 with one decimal is 73. #}
{% macro rounded_scaled(value, decimals) -%}
    {{ whole_number('(' ~ value ~ ') * ' ~ power_of_ten(decimals)) }}
{%- endmacro %}
