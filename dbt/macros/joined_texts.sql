{# Texts in a row, with a separator between them. #}
{% macro joined_texts(text, separator, place) -%}
    {{ adapter.dispatch('joined_texts')(text, separator, place) }}
{%- endmacro %}

{% macro default__joined_texts(text, separator, place) -%}
    string_agg({{ text }}, '{{ separator }}' order by {{ place }})
{%- endmacro %}

{% macro spark__joined_texts(text, separator, place) -%}
    string_agg({{ text }}, '{{ separator }}') within group (order by {{ place }})
{%- endmacro %}
