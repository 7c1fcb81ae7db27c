{# The figure behind a transformed one: its exponential, where it is a logarithm. #}
{% macro from_transformed(transform, figure) -%}
    case
        when {{ transform }} = 'log' then cast(exp(cast({{ figure }} as float8)) as decimal(28, 10))
        else cast({{ figure }} as decimal(28, 10))
    end
{%- endmacro %}
