-- rpt_computed_tables: a cell of the published tables, computed again where it can be
with facts as (
    select * from {{ ref('fct_computed_cell') }}
),

bands as (
    select framework_code, framework_edition, band_code, max(name_vi) as name_vi
    from {{ ref('dim_band') }}
    group by framework_code, framework_edition, band_code
),

publications as (
    select * from {{ ref('dim_publication') }}
),

nodes as (
    select * from {{ ref('dim_node') }}
),

entities as (
    select * from {{ ref('dim_entity') }}
)

select
    facts.edition_code,
    publications.period,
    publications.framework_code,
    publications.framework_edition,
    facts.table_code,
    facts.table_key,
    facts.table_title_vi,
    facts.table_title_en,
    facts.caption_printed,
    facts.table_notes,
    facts.file_name,
    facts.page,
    facts.page_last,
    facts.sheet,
    facts.table_ordinal,
    facts.table_form,
    facts.entity_type,
    facts.entity_code,
    entities.name_vi as entity_name_vi,
    entities.name_en as entity_name_en,
    facts.row_number,
    facts.row_kind,
    facts.row_order,
    facts.column_key,
    facts.column_ordinal,
    facts.header_printed,
    facts.data_type,
    facts.quantity,
    facts.node_code,
    nodes.name_vi as node_name_vi,
    nodes.name_en as node_name_en,
    facts.input_key,
    facts.value,
    facts.is_computed,
    facts.value_printed,
    facts.decimals_printed,
    facts.unit,
    facts.text_printed,
    facts.cell_id,
    facts.band_code,
    coalesce(facts.band_heading, bands.name_vi) as band_heading
from facts
inner join publications on publications.edition_code = facts.edition_code
left join entities on entities.entity_code = facts.entity_code
left join nodes
    on nodes.framework_code = publications.framework_code
    and nodes.framework_edition = publications.framework_edition
    and nodes.node_code = facts.node_code
left join bands
    on bands.framework_code = publications.framework_code
    and bands.framework_edition = publications.framework_edition
    and bands.band_code = facts.band_code
