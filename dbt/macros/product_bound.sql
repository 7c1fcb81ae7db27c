{# An end of the interval of a product: `pick` is least or greatest; low and high are the ends of its two factors. #}
{% macro product_bound(pick, low, high, other_low, other_high) -%}
    {{ pick }}(
        {{ low }} * {{ other_low }}, {{ low }} * {{ other_high }},
        {{ high }} * {{ other_low }}, {{ high }} * {{ other_high }}
    )
{%- endmacro %}
