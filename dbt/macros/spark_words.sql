{# A query as Spark reads it. Two types have other names there, and text is compared by its bytes anyway. #}
{% macro spark_words(query) -%}
    {%- set query = modules.re.sub('\\bvarchar\\b', 'string', query) -%}
    {%- set query = modules.re.sub('\\b(double precision|float8)\\b', 'double', query) -%}
    {{ return(modules.re.sub('\\s+collate "C"', '', query)) }}
{%- endmacro %}

{% macro spark__get_empty_subquery_sql(select_sql, select_sql_header=none) -%}
    {{ return(default__get_empty_subquery_sql(spark_words(select_sql), select_sql_header)) }}
{%- endmacro %}

{% macro spark__get_empty_schema_sql(columns) -%}
    {{ return(spark_words(default__get_empty_schema_sql(columns))) }}
{%- endmacro %}

{% macro spark__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) -%}
    {{ return(default__get_test_sql(spark_words(main_sql), fail_calc, warn_if, error_if, limit)) }}
{%- endmacro %}
