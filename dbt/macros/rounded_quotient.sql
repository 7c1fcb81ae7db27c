{# a / b in units of 10^-decimals, half rounded up: 249 / 1100 of 100 with 2 decimals is 2264. Counts only. #}
{% macro rounded_quotient(dividend, divisor, decimals) -%}
    {{ integer_quotient(
        '2 * ' ~ whole_number(dividend) ~ ' * ' ~ power_of_ten(decimals) ~ ' + ' ~ whole_number(divisor),
        '2 * ' ~ whole_number(divisor)
    ) }}
{%- endmacro %}
