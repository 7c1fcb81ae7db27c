-- An input of a recomputed figure whose cell is neither in a table nor in the prose of its edition.
with printed as (
    select edition_code, cell_id from {{ ref('stg_raw__cells') }}

    union all

    select edition_code, cell_id from {{ ref('stg_raw__statements') }}
)

select
    inputs.cell_id,
    inputs.figure,
    inputs.role,
    inputs.input_cell_id
from {{ ref('fct_reconciliation_input') }} as inputs
left join printed
    on printed.cell_id = inputs.input_cell_id
    -- What is told again may have been told first by another edition.
    and (printed.edition_code = inputs.edition_code or inputs.role in ('told_first', 'told_before'))
where printed.cell_id is null
    and inputs.role not in ('rows_better', 'bodies')
