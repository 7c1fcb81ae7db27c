{# a / b to ten decimals, divided once in double precision; nothing where b is 0. A double may be a hair less than the
   half it stands for: fourteen decimals tell a half for certain, and nothing that is a quotient and less than one. #}
{% macro normal_quotient(dividend, divisor) -%}
    cast(cast(
        cast({{ dividend }} as float8) / nullif(cast({{ divisor }} as float8), 0) as decimal(38, 14)
    ) as decimal(28, 10))
{%- endmacro %}
