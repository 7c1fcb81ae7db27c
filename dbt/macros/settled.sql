{# A quantity computed in double precision as a decimal that is the same on every database: PostgreSQL keeps 15
   digits of a double, DuckDB all, and a half may be a hair less than one. Two decimals more tell a half for certain. #}
{% macro settled(expression, decimals=10) -%}
    cast(cast({{ expression }} as decimal(28, {{ decimals + 2 }})) as decimal(28, {{ decimals }}))
{%- endmacro %}
