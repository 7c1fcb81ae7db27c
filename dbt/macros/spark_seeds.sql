{% macro spark__create_csv_table(model, agate_table) -%}
    {%- set query -%}
        create table {{ this }} (
            {%- for name in agate_table.column_names %}
            {{ name }} {{ spark_seed_type(agate_table, loop.index0) }}{{ ',' if not loop.last }}
            {%- endfor %}
        ) using parquet
    {%- endset -%}
    {%- call statement('_') -%}{{ query }}{%- endcall -%}
    {{ return(query) }}
{%- endmacro %}

{# All rows at once and quoted here: the adapter puts None for what is empty and leaves an apostrophe as it is. #}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set query -%}
        insert into {{ this }} select
            {%- for name in agate_table.column_names %}
            cast(col{{ loop.index }} as {{ spark_seed_type(agate_table, loop.index0) }}){{ ',' if not loop.last }}
            {%- endfor %}
        from values
            {%- for row in agate_table.rows %}
            ({% for value in row -%}
                {{ 'null' if value is none
                    else "'" ~ (value | string | replace('\\', '\\\\') | replace("'", "\\'")) ~ "'" }}
                {{- ', ' if not loop.last }}
            {%- endfor %}){{ ',' if not loop.last }}
            {%- endfor %}
    {%- endset -%}
    {%- if agate_table.rows -%}{%- do adapter.add_query(query, abridge_sql_log=True) -%}{%- endif -%}
    {{ return(query) }}
{%- endmacro %}

{% macro spark_seed_type(agate_table, place) -%}
    {%- set types = config.get('column_types', {}) -%}
    {{ spark_words(types.get(agate_table.column_names[place], adapter.convert_type(agate_table, place))) }}
{%- endmacro %}
