{# Every occurrence of a pattern; \1 in what stands for it is the first group of the pattern. #}
{% macro replaced_everywhere(text, pattern, by) -%}
    {{ adapter.dispatch('replaced_everywhere')(text, pattern, by) }}
{%- endmacro %}

{% macro default__replaced_everywhere(text, pattern, by) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ by }}', 'g')
{%- endmacro %}

{% macro spark__replaced_everywhere(text, pattern, by) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ by | replace("\\", "$") }}')
{%- endmacro %}
