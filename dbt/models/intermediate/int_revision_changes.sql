-- int_revision_changes: a cell that a revision tells otherwise, with the names of its table, column and body
with columns as (
    select edition_code, table_code, column_key, header_printed from {{ ref('stg_raw__printed_columns') }}
),

parts as (
    select edition_code, revision, table_code, title_vi, title_en from {{ ref('int_revisions') }}
),

entities as (
    select entity_code, name_vi, name_en from {{ ref('int_entities') }}
)

select
    changes.*,
    cast(changes.value_after - changes.value_before as decimal(28, 10)) as value_change,
    parts.title_vi,
    parts.title_en,
    columns.header_printed,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en
from {{ ref('stg_raw__revision_changes') }} as changes
left join parts
    on parts.edition_code = changes.edition_code
    and parts.revision = changes.revision
    and parts.table_code = changes.table_code
left join columns
    on columns.edition_code = changes.edition_code
    and columns.table_code = changes.table_code
    and columns.column_key = changes.column_key
left join entities on entities.entity_code = changes.entity_code
