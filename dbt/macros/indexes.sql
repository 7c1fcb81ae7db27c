{# Indexes are for the server, where readers ask for single bodies and cells; DuckDB looks through a column as fast. #}
{% macro duckdb__create_indexes(relation) -%}{%- endmacro %}
