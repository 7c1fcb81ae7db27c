{# The whole numbers from 1 up to `last`, a row each; who reads them names the column. #}
{% macro numbers_up_to(last) -%}
    {{ adapter.dispatch('numbers_up_to')(last) }}
{%- endmacro %}

{% macro default__numbers_up_to(last) -%}
    generate_series(1, {{ last }})
{%- endmacro %}

{% macro spark__numbers_up_to(last) -%}
    range(1, {{ last }} + 1)
{%- endmacro %}
