{# Whether a text is one of the wordings of a choice, which stand with " | " between them. Only the letters a to z
   count, in either case: no database folds the case of the others without being told the language. #}
{% macro is_choice(text, wordings) -%}
    position(
        '|' || {{ replaced_everywhere('lower(' ~ text ~ ')', '[^a-z]', '') }} || '|'
        in '|' || {{ replaced_everywhere('lower(' ~ wordings ~ ')', '[^a-z|]', '') }} || '|'
    ) > 0
{%- endmacro %}
