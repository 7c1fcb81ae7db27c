-- A cell that a report names and no document has. To mend: int_source_texts lacks a kind of place, or the report names
-- a cell that was never read.
{{ config(severity='warn') }}

with named as (
    select 'rpt_ranking' as report, score_cell_id as cell_id from {{ ref('rpt_ranking') }}

    union all

    select 'rpt_ranking' as report, rank_cell_id as cell_id from {{ ref('rpt_ranking') }}

    union all

    select 'rpt_indicator_values' as report, cell_id as cell_id from {{ ref('rpt_indicator_values') }}

    union all

    select 'rpt_reconciliation' as report, cell_id as cell_id from {{ ref('rpt_reconciliation') }}

    union all

    select 'rpt_publication_faults' as report, cell_id as cell_id from {{ ref('rpt_publication_faults') }}

    union all

    select 'rpt_rank_history' as report, cell_id as cell_id from {{ ref('rpt_rank_history') }}

    union all

    select 'rpt_targets' as report, cell_id as cell_id from {{ ref('rpt_targets') }}

    union all

    select 'rpt_targets' as report, actual_cell_id as cell_id from {{ ref('rpt_targets') }}

    union all

    select 'rpt_tasks' as report, cell_id as cell_id from {{ ref('rpt_tasks') }}

    union all

    select 'rpt_form_inputs' as report, cell_id as cell_id from {{ ref('rpt_form_inputs') }}

    union all

    select 'rpt_calculation' as report, cell_id as cell_id from {{ ref('rpt_calculation') }}

    union all

    select 'rpt_computed_tables' as report, cell_id as cell_id from {{ ref('rpt_computed_tables') }}

    union all

    select 'rpt_scale_repairs' as report, cell_id as cell_id from {{ ref('rpt_scale_repairs') }}

    union all

    select 'rpt_recovered_fractions' as report, cell_id as cell_id from {{ ref('rpt_recovered_fractions') }}

    union all

    select 'rpt_revision_changes' as report, cell_id as cell_id from {{ ref('rpt_revision_changes') }}
)

select distinct named.report, named.cell_id
from named
left join {{ ref('rpt_source_cells') }} as places on places.cell_id = named.cell_id
where named.cell_id <> '' and places.cell_id is null
