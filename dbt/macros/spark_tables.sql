{# A model as a table of Spark's own. #}
{% macro spark__create_table_as(temporary, relation, compiled_code, language='sql') -%}
    {%- set query = spark_asides(relation, spark_words(compiled_code)) -%}
    {%- if config.get('contract').enforced -%}
        {{ get_assert_columns_equivalent(query) }}
        {%- set query = get_select_subquery(query) -%}
    {%- endif -%}
    create table {{ relation }} using parquet as
    {{ query }}
{%- endmacro %}

{# Spark puts a query of WITH in place of its name, wherever that stands: a chain of queries that name the one before
   several times grows beyond all bounds. What stands before a mark of `aside` therefore becomes a table. #}
{% macro spark_asides(relation, query) -%}
    {%- set pieces = modules.re.split('-- aside ?(\\w*)', query) -%}
    {%- set given = namespace(queries=pieces[0]) -%}
    {%- for name in pieces[1::2] -%}
        {%- set piece = pieces[2 * loop.index] -%}
        {%- if name and execute -%}
            {%- set aside = relation.schema ~ '.' ~ relation.identifier ~ '__' ~ name -%}
            {%- do run_query('drop table if exists ' ~ aside) -%}
            {%- do run_query('create table ' ~ aside ~ ' using parquet as ' ~ given.queries ~ given.piece
                             ~ ' select * from ' ~ name) -%}
            {%- set given.queries = given.queries ~ ', ' ~ name ~ ' as (select * from ' ~ aside ~ ')' -%}
        {%- endif -%}
        {%- set given.piece = piece -%}
    {%- endfor -%}
    {{ return(given.queries ~ (given.piece or '')) }}
{%- endmacro %}

{# Neither comments nor constraints: the tables go on into the warehouse, which gets both. #}
{% macro spark__persist_docs(relation, model, for_relation, for_columns) -%}{%- endmacro %}
{% macro spark__persist_constraints(relation, model) -%}{%- endmacro %}
