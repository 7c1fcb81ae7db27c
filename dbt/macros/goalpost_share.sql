{# How far a figure lies between two goalposts: 0 at the lower one, 1 at the upper one, and 0 where they are the same;
   by logarithms where told, where what has none lies at the lower one. #}
{% macro goalpost_share(transform, figure, lower, upper) -%}
    case
        when {{ upper }} = {{ lower }} then 0
        when {{ transform }} = 'log' then coalesce(
            {{ normal_quotient(
                logarithm(figure) ~ ' - ' ~ logarithm(lower), logarithm(upper) ~ ' - ' ~ logarithm(lower)
            ) }}, case when {{ figure }} <= 0 then 0 end
        )
        else {{ normal_quotient(figure ~ ' - ' ~ lower, upper ~ ' - ' ~ lower) }}
    end
{%- endmacro %}
