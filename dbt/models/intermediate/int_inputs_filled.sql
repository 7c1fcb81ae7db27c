-- int_inputs_filled: an input of a body as told, or where it is missing the latest earlier figure of the same body
with told as (
    select
        bodies.series_code, bodies.period, bodies.edition_code, bodies.framework_code, bodies.framework_edition,
        bodies.entity_code, bodies.entity_type, inputs.input_key, inputs.carries_over, inputs.unit,
        figures.value, figures.source, figures.text_printed, figures.unit_printed, figures.cell_id, figures.file_sha256
    from {{ ref('int_input_bodies') }} as bodies
    inner join {{ ref('stg_framework__inputs') }} as inputs
        on inputs.framework_code = bodies.framework_code
        and inputs.framework_edition = bodies.framework_edition
    left join {{ ref('int_input_figures') }} as figures
        on figures.edition_code = bodies.edition_code
        and figures.entity_code = bodies.entity_code
        and figures.input_key = inputs.input_key
        and figures.source = bodies.source
        and figures.basis = 'inputs'
),

-- Every figure begins a run that lasts until the same body tells the next one.
runs as (
    select
        *,
        count(value) over (
            partition by series_code, entity_code, input_key
            order by period, edition_code
            rows between unbounded preceding and current row
        ) as run
    from told
)

select
    runs.edition_code, runs.series_code, runs.framework_code, runs.framework_edition,
    runs.entity_code, runs.entity_type, runs.input_key, runs.unit,
    origins.edition_code as origin_edition,
    origins.value,
    case when origins.value is null then runs.source else origins.source end as source,
    case when origins.value is null then runs.text_printed else origins.text_printed end as text_printed,
    case when origins.value is null then runs.unit_printed else origins.unit_printed end as unit_printed,
    case when origins.value is null then runs.cell_id else origins.cell_id end as cell_id,
    case when origins.value is null then runs.file_sha256 else origins.file_sha256 end as file_sha256
from runs
left join runs as origins
    on origins.series_code = runs.series_code
    and origins.entity_code = runs.entity_code
    and origins.input_key = runs.input_key
    and origins.run = runs.run
    and origins.value is not null
    and (origins.edition_code = runs.edition_code or runs.carries_over)
