-- An acknowledged fault of a loaded edition that the rules do not find any more, with what is printed there now.
{{ config(severity='warn') }}

with known_faults as (
    select * from {{ ref('stg_faults__known_faults') }}
),

loaded as (
    select edition_code from {{ ref('int_editions') }}
),

faults as (
    select * from {{ ref('int_publication_faults') }} where status <> 'open'
),

printed_now as (
    select
        cell_id,
        string_agg(text_printed, ' | ') as texts
    from {{ ref('int_figures') }}
    group by cell_id

    union all

    select cell_id, text_printed from {{ ref('int_printed_texts') }} where row_number is null
)

select
    known_faults.cell_id,
    known_faults.kind,
    known_faults.printed as printed_when_acknowledged,
    known_faults.expected,
    printed_now.texts as printed_now
from known_faults
inner join loaded on loaded.edition_code = known_faults.edition_code
left join faults
    on faults.cell_id = known_faults.cell_id
    and faults.kind = known_faults.kind
    and faults.printed = known_faults.printed
left join printed_now on printed_now.cell_id = coalesce(known_faults.guard_cell_id, known_faults.cell_id)
where faults.cell_id is null
