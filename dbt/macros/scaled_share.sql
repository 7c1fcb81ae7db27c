{# A share from 0 to 1 on the scale of its node. #}
{% macro scaled_share(share) -%}
    cast(coalesce(scale_from, 0) + cast({{ share }} as decimal(14, 10)) * cast(scale_to - coalesce(scale_from, 0) as decimal(14, 6)) as decimal(28, 10))
{%- endmacro %}
