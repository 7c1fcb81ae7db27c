-- int_told_inputs: where the figure stands that a figure told again, or told in the prose, is held against
with cells as (
    select * from {{ ref('int_cells') }}
),

told as (
    select * from {{ ref('int_statement_figures') }}
),

ranks as (
    select * from {{ ref('int_statement_sources') }} where about = 'rank' and place = 1
),

placed as (
    select cell_id, rule_code, 'told_first' as role, counted_cell_id as input_cell_id
    from {{ ref('int_told_figures') }}

    union all

    select cell_id, rule_code, 'told_first', source_cell_id
    from {{ ref('int_told_verdicts') }}
    where rule_code in ('told_rank', 'told_score', 'told_value')

    union all

    -- A move is the place of the year before less the place of the year.
    select
        told.cell_id, 'told_rank_move',
        case when ranks.period_year = told.period_year then 'told_first' else 'told_before' end, ranks.cell_id
    from told
    inner join ranks
        on ranks.framework_code = told.framework_code
        and ranks.node_code = told.node_code
        and ranks.entity_code = told.entity_code
        and ranks.period_year in (told.period_year - 1, told.period_year)
    where told.about = 'rank_move'
),

in_tables as (
    select
        placed.cell_id, placed.rule_code, placed.role, cells.row_number, cells.column_ordinal,
        cells.cell_id as input_cell_id, cells.text_printed, cells.value
    from placed
    inner join cells on cells.cell_id = placed.input_cell_id
),

in_prose as (
    select
        told.cell_id, 'told_rest' as rule_code, 'part' as role, figures.row_number,
        case figures.quantity when 'denominator' then 1 else 2 end as column_ordinal, figures.cell_id as input_cell_id,
        figures.text_printed, case figures.quantity when 'denominator' then figures.value else -figures.value end as value
    from told
    inner join {{ ref('int_figures') }} as figures
        on figures.edition_code = told.edition_code
        and figures.table_code = 'prose'
        and figures.column_key = told.of_statement
        and figures.quantity in ('numerator', 'denominator')
    where told.about = 'rest'
),

in_lists as (
    select
        cell_id, rule_code, 'bodies' as role, 1 as row_number, 1 as column_ordinal, '' as input_cell_id,
        '' as text_printed, recomputed_value as value
    from {{ ref('int_told_verdicts') }}
    where rule_code = 'told_bodies'
)

select * from in_tables

union all

select * from in_prose

union all

select * from in_lists
