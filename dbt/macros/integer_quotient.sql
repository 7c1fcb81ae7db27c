{# The whole part of a / b for counts, without a binary float in between: `/` on DuckDB gives a DOUBLE. #}
{% macro integer_quotient(dividend, divisor) -%}
    {{ adapter.dispatch('integer_quotient')(dividend, divisor) }}
{%- endmacro %}

{% macro default__integer_quotient(dividend, divisor) -%}
    div({{ dividend }}, {{ divisor }})
{%- endmacro %}

{% macro duckdb__integer_quotient(dividend, divisor) -%}
    (({{ dividend }}) // ({{ divisor }}))
{%- endmacro %}
