{# Between the beginning and the step of a recursive query: what is there already is not found again. Spark knows only
   UNION ALL there and gives up after a hundred steps; who reads the query takes distinct rows. #}
{% macro union_in_recursion() -%}
    {{ adapter.dispatch('union_in_recursion')() }}
{%- endmacro %}

{% macro default__union_in_recursion() -%}
    union
{%- endmacro %}

{% macro spark__union_in_recursion() -%}
    union all
{%- endmacro %}
