-- An input told in a unit of money that units does not know, or by a choice that input_sources does not: it is left out
-- of the computation as if it were missing.
{{ config(severity='warn') }}

with editions as (
    select * from {{ ref('int_editions') }}
),

choices as (
    select * from {{ ref('stg_framework__input_sources') }} where choice is not null
)

select
    figures.edition_code,
    figures.cell_id,
    figures.unit_printed as unit_or_choice
from {{ ref('int_input_figures') }} as figures
inner join editions on editions.edition_code = figures.edition_code
inner join {{ ref('stg_framework__inputs') }} as inputs
    on inputs.framework_code = editions.framework_code
    and inputs.framework_edition = editions.framework_edition
    and inputs.input_key = figures.input_key
left join {{ ref('stg_framework__units') }} as units
    on units.unit = figures.unit_printed
    and units.base_unit = inputs.unit
where inputs.kind = 'money'
    and coalesce(figures.unit_printed, '') not in ('', inputs.unit)
    and units.unit is null
    and trim(coalesce(figures.text_printed, '')) <> ''

union all

select distinct
    cells.edition_code,
    cells.cell_id,
    cells.text_printed
from {{ ref('int_cells') }} as cells
inner join editions on editions.edition_code = cells.edition_code
inner join choices
    on choices.framework_code = editions.framework_code
    and choices.framework_edition = editions.framework_edition
    and choices.table_key = cells.table_key
    and choices.column_key = cells.column_key
left join choices as known
    on known.framework_code = choices.framework_code
    and known.framework_edition = choices.framework_edition
    and known.table_key = choices.table_key
    and known.column_key = choices.column_key
    and {{ is_choice('cells.text_printed', 'known.choice') }}
where trim(cells.text_printed) <> '' and cells.row_kind = 'data' and known.choice is null
