{# The values of `columns` taken together are there once. #}
{% test unique_combination(model, columns) %}
select
    {{ columns | join(', ') }},
    count(*) as times
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
