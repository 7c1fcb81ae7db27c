-- rpt_data_quality: a check over a printed table of an edition, with what failed
with check_results as (
    select * from {{ ref('fct_check_result') }}
),

publications as (
    select * from {{ ref('dim_publication') }}
)

select
    check_results.edition_code,
    publications.period,
    check_results.table_code,
    check_results.check_code,
    check_results.check_name_en,
    check_results.check_name_vi,
    check_results.kind,
    check_results.outcome,
    check_results.checked,
    check_results.failing_cells,
    check_results.failing_cell_ids
from check_results
inner join publications on publications.edition_code = check_results.edition_code
