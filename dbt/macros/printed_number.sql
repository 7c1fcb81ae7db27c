{# A count of units of 10^-decimals in the manner of the print: 28622 → 28.622, 9474 with 2 decimals → 94,74. #}
{% macro printed_number(scaled, decimals) -%}
    {%- set backwards -%}
        reverse(cast({{ integer_quotient(whole_number(scaled), power_of_ten(decimals)) }} as varchar))
    {%- endset -%}
    trim(leading '.' from reverse({{ replaced_everywhere(backwards, '([0-9]{3})', '\\1.') }}))
    || case
        when {{ decimals }} > 0
            then ',' || right('0000000000' || cast({{ whole_number(scaled) }} as varchar), {{ decimals }})
        else ''
    end
{%- endmacro %}
