-- A cross-check of one certain row (a label, a totals row) whose table is there but whose figure was not checked:
-- the label is worded otherwise, or rows behind the figure are held back.
{{ config(severity='warn') }}

with checks as (
    select * from {{ ref('stg_framework__cross_checks') }} where target_rows in ('labelled', 'totals')
),

tables as (
    select * from {{ ref('int_tables') }}
),

reconciliation as (
    select * from {{ ref('int_reconciliation') }}
)

select
    tables.edition_code,
    tables.table_code,
    checks.check_code,
    checks.target_column,
    checks.target_label
from checks
inner join tables on tables.table_key = checks.target_table_key
left join reconciliation
    on reconciliation.edition_code = tables.edition_code
    and reconciliation.rule_code = checks.check_code
where reconciliation.cell_id is null
