{# A mark behind a query of WITH that the queries after it name again and again: on Spark it becomes a table
   (spark_asides). Without a name: what stands before is needed by all that follows. A comment on other databases. #}
{% macro aside(name='') -%}
-- aside {{ name }}
{% endmacro %}
