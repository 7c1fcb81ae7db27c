-- int_input_figures: an input as a form or a printed table tells it, in the unit of computation
with editions as (
    select * from {{ ref('int_editions') }}
),

inputs as (
    select * from {{ ref('stg_framework__inputs') }}
),

forms as (
    select * from {{ ref('stg_raw__forms') }} where status = 'counted' and entity_code is not null
),

-- A figure that a check holds back is not told.
form_inputs as (
    select * from {{ ref('stg_raw__form_inputs') }} where kind = 'input' and status = 'accepted'
),

input_sources as (
    select * from {{ ref('stg_framework__input_sources') }}
),

mentions as (
    select * from {{ ref('int_mentions_resolved') }} where entity_code is not null
),

told as (
    select
        forms.edition_code, forms.entity_code, 'inputs' as basis, 'form' as source, form_inputs.input_key,
        cast(null as varchar) as blank_is, form_inputs.value, cast(null as integer) as decimals, form_inputs.unit,
        form_inputs.text_printed,
        form_inputs.cell_id, form_inputs.file_sha256
    from form_inputs
    inner join forms
        on forms.edition_code = form_inputs.edition_code
        and forms.form_code = form_inputs.form_code

    union all

    select
        cells.edition_code, mentions.entity_code, input_sources.basis, 'consolidated' as source,
        input_sources.input_key, input_sources.blank_is,
        case
            when input_sources.choice is null then cells.value
            when {{ is_choice('cells.text_printed', 'input_sources.choice') }} then 1
            when trim(cells.text_printed) <> '' then 0
        end as value,
        case when input_sources.choice is null then cells.decimals end as decimals,
        cells.unit, cells.text_printed, cells.cell_id, cells.file_sha256
    from {{ ref('int_cells') }} as cells
    inner join editions on editions.edition_code = cells.edition_code
    inner join input_sources
        on input_sources.framework_code = editions.framework_code
        and input_sources.framework_edition = editions.framework_edition
        and input_sources.table_key = cells.table_key
        and input_sources.column_key = cells.column_key
    inner join mentions
        on mentions.edition_code = cells.edition_code
        and mentions.table_code = cells.table_code
        and mentions.row_number = cells.row_number
)

select
    told.edition_code,
    told.entity_code,
    told.basis,
    told.source,
    told.input_key,
    cast(
        case
            when told.value is null and trim(coalesce(told.text_printed, '')) = ''
                and coalesce(told.blank_is, inputs.blank_is) = 'no' then 0
            when inputs.kind = 'money' and coalesce(told.unit, '') not in ('', inputs.unit)
                then told.value * units.factor
            else told.value
        end as decimal(28, 10)
    ) as value,
    -- How far from it the exact figure may be: a count is exact, and so is what was reported and not printed.
    cast(
        case when told.basis = 'print' and inputs.kind in ('figure', 'money') and told.value is not null
            then cast({{ half_unit('coalesce(told.decimals, 0)') }} as decimal(20, 10))
                * cast(case when inputs.kind = 'money' then coalesce(units.factor, 1) else 1 end as decimal(10, 6))
            else 0
        end as decimal(28, 10)
    ) as half,
    inputs.unit,
    told.unit as unit_printed,
    told.text_printed,
    told.cell_id,
    told.file_sha256
from told
inner join editions on editions.edition_code = told.edition_code
inner join inputs
    on inputs.framework_code = editions.framework_code
    and inputs.framework_edition = editions.framework_edition
    and inputs.input_key = told.input_key
left join {{ ref('stg_framework__units') }} as units
    on units.unit = told.unit
    and units.base_unit = inputs.unit
