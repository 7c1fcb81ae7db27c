{# The mean of parts by their weights, which count with six decimals; equal ones where none is given. Parts without a
   score are left out. A geometric mean with a part at 0 is 0. #}
{% macro mean_of_parts(aggregation, score, weight) -%}
    {%- set share -%}
        cast(case when {{ score }} is not null then coalesce({{ weight }}, 1) end as decimal(10, 6))
    {%- endset -%}
    case {{ aggregation }}
        when 'mean' then {{ normal_quotient('sum(cast(' ~ score ~ ' as decimal(28, 10)) * ' ~ share ~ ')', 'sum(' ~ share ~ ')') }}
        when 'geometric_mean' then case
            when min({{ score }}) = 0 then 0
            when min({{ score }}) > 0 then cast(exp(
                sum(cast({{ share }} as float8) * ln(cast(case when {{ score }} > 0 then {{ score }} end as float8)))
                / cast(sum({{ share }}) as float8)
            ) as decimal(28, 10))
        end
    end
{%- endmacro %}
