-- int_node_cells: a cell under the part that it has in a node's result: score, value behind it, self-assessment,
-- rank, band; with the body of its row where the row names one
with node_tables as (
    select * from {{ ref('int_node_tables') }}
),

wanted as (
    {%- for role in ['score', 'value', 'self', 'rank', 'band'] %}
    select
        edition_code, framework_code, framework_edition, table_code, node_code, is_leaf, ordinal, rule_code,
        '{{ role }}' as role, {{ role }}_column as column_key
    from node_tables
    where {{ role }}_column is not null
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}
),

row_bodies as (
    select
        edition_code,
        table_code,
        row_number,
        max(entity_code) as entity_code
    from {{ ref('int_mentions_resolved') }}
    group by edition_code, table_code, row_number
    having count(*) = 1
)

select
    wanted.framework_code,
    wanted.framework_edition,
    wanted.node_code,
    wanted.is_leaf,
    wanted.ordinal,
    wanted.rule_code,
    wanted.role,
    row_bodies.entity_code,
    cells.*,
    body_rows.row_label
from wanted
inner join {{ ref('int_cells') }} as cells
    on cells.edition_code = wanted.edition_code
    and cells.table_code = wanted.table_code
    and cells.column_key = wanted.column_key
inner join {{ ref('int_rows') }} as body_rows
    on body_rows.edition_code = cells.edition_code
    and body_rows.table_code = cells.table_code
    and body_rows.row_number = cells.row_number
left join row_bodies
    on row_bodies.edition_code = cells.edition_code
    and row_bodies.table_code = cells.table_code
    and row_bodies.row_number = cells.row_number
where cells.row_kind <> 'total'
