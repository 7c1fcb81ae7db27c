{# A figure where a scale counts it, in double precision: no further than its ends where these cut, as its logarithm
   where the scale is one of logarithms. `scale` names the query with the columns of int_tree_scales. #}
{% macro on_scale(figure, scale) -%}
    case
        when {{ scale }}.transform = 'log' then {{ logarithm(cut_to_scale(figure, scale)) }}
        else cast({{ cut_to_scale(figure, scale) }} as double precision)
    end
{%- endmacro %}

{# A figure no further than the ends of a scale, where these cut. #}
{% macro cut_to_scale(figure, scale) -%}
    case
        when {{ scale }}.is_clipped and {{ figure }} < {{ scale }}.scale_minimum then {{ scale }}.scale_minimum
        when {{ scale }}.is_clipped and {{ figure }} > {{ scale }}.scale_maximum then {{ scale }}.scale_maximum
        else {{ figure }}
    end
{%- endmacro %}
