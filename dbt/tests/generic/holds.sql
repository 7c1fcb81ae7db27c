{# `expression` is true of every row; a row of which it is not known does not fail. #}
{% test holds(model, expression) %}
select *
from {{ model }}
where not ({{ expression }})
{% endtest %}
