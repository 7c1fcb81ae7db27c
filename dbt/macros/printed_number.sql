{# A count of units of 10^-decimals in the manner of the print: 28622 → 28.622, 9474 with 2 decimals → 94,74. #}
{% macro printed_number(scaled, decimals) -%}
    ltrim(reverse(regexp_replace(
        reverse(cast({{ integer_quotient(whole_number(scaled), power_of_ten(decimals)) }} as varchar)),
        '([0-9]{3})', '\1.', 'g'
    )), '.')
    || case
        when {{ decimals }} > 0
            then ',' || right('0000000000' || cast({{ whole_number(scaled) }} as varchar), {{ decimals }})
        else ''
    end
{%- endmacro %}
