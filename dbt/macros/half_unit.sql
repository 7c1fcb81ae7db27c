{# Half a unit of the last printed decimal: a figure printed as 9.1 stands for 9.1 ± 0.05. At most 9 decimals. #}
{% macro half_unit(decimals) -%}
    cast(5 * {{ power_of_ten('9 - ' ~ decimals) }} as decimal(28, 0)) * cast('0.0000000001' as decimal(10, 10))
{%- endmacro %}
