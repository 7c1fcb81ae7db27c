{# A count as a whole number wide enough for products of counts and powers of ten. #}
{% macro whole_number(expression) -%}
    {{ adapter.dispatch('whole_number')(expression) }}
{%- endmacro %}

{% macro default__whole_number(expression) -%}
    cast({{ expression }} as numeric(38, 0))
{%- endmacro %}

{% macro duckdb__whole_number(expression) -%}
    cast({{ expression }} as hugeint)
{%- endmacro %}
