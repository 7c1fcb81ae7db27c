-- int_cross_check_targets: the printed figures that other printed figures give, by the list of cross-checks
with checks as (
    select * from {{ ref('stg_framework__cross_checks') }}
),

figures as (
    select * from {{ ref('int_figures') }}
),

targets as (
    select
        checks.check_code,
        checks.figure,
        checks.operation,
        checks.name_vi,
        checks.name_en,
        figures.edition_code,
        figures.cell_id,
        figures.table_code,
        figures.table_key,
        figures.row_number,
        figures.row_label,
        figures.page,
        -- A reading keeps the words before its figure ("tỷ lệ 36,6%"): the figure is the last of them.
        case when figures.quantity = 'value' then figures.text_printed
            else regexp_replace(figures.text_printed, '^.* ', '') end as text_printed,
        figures.value,
        coalesce(figures.decimals, 0) as decimals,
        figures.unit,
        -- A cell that tells several shares does not say which of its fractions each belongs to.
        count(*) over (partition by checks.check_code, figures.cell_id) as figures_in_cell
    from checks
    inner join figures
        on figures.series_code = checks.series_code
        and figures.table_key = checks.target_table_key
        and figures.column_key = checks.target_column
        and figures.quantity = checks.target_quantity
    where figures.value is not null
        and (
            (checks.target_rows = 'bodies' and figures.row_kind <> 'total')
            or (checks.target_rows = 'totals' and figures.row_kind = 'total')
            or (checks.target_rows = 'labelled' and figures.row_label = checks.target_label)
        )
)

select * from targets where figures_in_cell = 1
