-- A result that a table tells without a year, without a body of that year, or of a node that the method of that year
-- does not have. To mend: the row of told_results, the name in entity_names, the years of framework_editions.
{{ config(severity='warn') }}

with told as (
    select * from {{ ref('int_told_results') }}
),

nodes as (
    select * from {{ ref('int_nodes') }}
)

select told.cell_id, told.text_printed, told.period_year, told.entity_named, told.node_code
from told
left join nodes
    on nodes.framework_code = told.framework_code
    and nodes.framework_edition = told.framework_edition
    and nodes.node_code = told.node_code
where told.period_year is null or told.entity_code is null or nodes.node_code is null
