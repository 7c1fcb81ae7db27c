{# a / b to ten decimals, half rounded up, the same on every database: a and b count with six decimals. #}
{% macro decimal_quotient(dividend, divisor) -%}
    cast(
        {{ rounded_quotient('(' ~ dividend ~ ') * 1000000', '(' ~ divisor ~ ') * 1000000', '10') }}
        as decimal(28, 0)
    ) * cast('0.0000000001' as decimal(10, 10))
{%- endmacro %}
