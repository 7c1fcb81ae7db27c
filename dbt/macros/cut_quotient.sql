{# a / b in units of 10^-decimals, cut off instead of rounded: 249 / 1100 of 100 with 2 decimals is 2263. #}
{% macro cut_quotient(dividend, divisor, decimals) -%}
    {{ integer_quotient(
        whole_number(dividend) ~ ' * ' ~ power_of_ten(decimals),
        whole_number(divisor)
    ) }}
{%- endmacro %}
