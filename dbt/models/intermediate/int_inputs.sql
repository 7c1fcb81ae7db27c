-- int_inputs: an input of a body as it is computed with: reported, carried over from an earlier edition, capped, missing
with filled as (
    select * from {{ ref('int_inputs_filled') }}
),

limits as (
    select * from {{ ref('stg_framework__input_limits') }}
),

-- The largest figure that makes sense; none where one of its parts is missing.
largest as (
    select
        filled.edition_code,
        filled.entity_code,
        filled.input_key,
        case when count(*) = count(wholes.value) then sum(wholes.value) end as largest
    from filled
    inner join limits
        on limits.framework_code = filled.framework_code
        and limits.framework_edition = filled.framework_edition
        and limits.input_key = filled.input_key
    left join filled as wholes
        on wholes.edition_code = filled.edition_code
        and wholes.entity_code = filled.entity_code
        and wholes.input_key = limits.at_most_input_key
    group by filled.edition_code, filled.entity_code, filled.input_key
),

-- An earlier figure is carried over as it was computed with then, and may have to be capped again.
accepted as (
    select
        filled.*,
        largest_now.largest,
        case
            when filled.origin_edition <> filled.edition_code and largest_then.largest < filled.value
                then largest_then.largest
            else filled.value
        end as accepted
    from filled
    left join largest as largest_now
        on largest_now.edition_code = filled.edition_code
        and largest_now.entity_code = filled.entity_code
        and largest_now.input_key = filled.input_key
    left join largest as largest_then
        on largest_then.edition_code = filled.origin_edition
        and largest_then.entity_code = filled.entity_code
        and largest_then.input_key = filled.input_key
)

select
    edition_code, series_code, framework_code, framework_edition, entity_code, entity_type, input_key,
    cast(case when largest < accepted then largest else accepted end as decimal(28, 10)) as value,
    unit,
    case
        when accepted is null then 'missing'
        when largest < accepted then 'capped'
        when origin_edition <> edition_code then 'carried_over'
        else 'reported'
    end as status,
    case when origin_edition <> edition_code then origin_edition end as carried_from_edition,
    cast(case when largest < accepted then accepted end as decimal(28, 10)) as capped_from,
    text_printed, unit_printed, cell_id, source, file_sha256
from accepted
