-- int_check_results: a check over a table of an edition, its columns taken together
with results as (
    select * from {{ ref('stg_raw__check_results') }}
),

failures as (
    select
        edition_code,
        table_code,
        check_code,
        kind,
        {{ joined_texts('cell_id', ' ', 'ordinal') }} as failing_cell_ids
    from {{ ref('stg_raw__check_failures') }}
    where cell_id is not null
    group by edition_code, table_code, check_code, kind
),

by_table as (
    select
        edition_code,
        table_code,
        check_code,
        max(check_name_en) as check_name_en,
        max(check_name_vi) as check_name_vi,
        kind,
        case when max(case outcome when 'fail' then 1 else 0 end) = 1 then 'fail' else 'pass' end as outcome,
        cast(sum(checked) as integer) as checked,
        cast(sum(failing) as integer) as failing_cells
    from results
    group by edition_code, table_code, check_code, kind
)

select
    by_table.edition_code,
    by_table.table_code,
    by_table.check_code,
    by_table.check_name_en,
    by_table.check_name_vi,
    by_table.kind,
    by_table.outcome,
    by_table.checked,
    by_table.failing_cells,
    failures.failing_cell_ids
from by_table
left join failures
    on failures.edition_code = by_table.edition_code
    and failures.table_code = by_table.table_code
    and failures.check_code = by_table.check_code
    and failures.kind = by_table.kind
