-- int_told_verdicts: a figure told in the prose beside what the tables tell of the same
with told as (
    select * from {{ ref('int_statement_figures') }}
),

sources as (
    select * from {{ ref('int_statement_sources') }} where place = 1
),

bodies as (
    select * from {{ ref('int_ranked_groups') }}
),

wholes as (
    select
        edition_code, column_key as statement_key,
        sum(case quantity when 'denominator' then value else -value end) as rest
    from {{ ref('int_figures') }}
    where table_code = 'prose' and quantity in ('numerator', 'denominator')
    group by edition_code, column_key, row_number
    having count(distinct quantity) = 2
),

beside as (
    select
        told.*,
        now.cell_id as source_cell_id,
        now.text_printed as source_text,
        now.decimals as source_decimals,
        case told.about
            when 'rank_move' then year_before.value - now.value
            when 'bodies' then bodies.bodies
            when 'rest' then wholes.rest
            else now.value
        end as recomputed_value
    from told
    left join sources as now
        on now.about = case told.about when 'rank_move' then 'rank' else told.about end
        and now.framework_code = told.framework_code
        and now.node_code = told.node_code
        and now.entity_code = told.entity_code
        and now.period_year = told.period_year
    left join sources as year_before
        on told.about = 'rank_move'
        and year_before.about = 'rank'
        and year_before.framework_code = told.framework_code
        and year_before.node_code = told.node_code
        and year_before.entity_code = told.entity_code
        and year_before.period_year = told.period_year - 1
    left join bodies
        on told.about = 'bodies'
        and bodies.period_key = told.edition_code
        and bodies.node_code = told.node_code
    left join wholes
        on wholes.edition_code = told.edition_code
        and wholes.statement_key = told.of_statement
)

select
    edition_code, cell_id,
    case
        when about in ('rank', 'rank_move') then 'rank'
        when about in ('bodies', 'rest') then 'total'
        when about = 'value' and unit = '%' then 'share'
        else 'score'
    end as figure,
    node_code, entity_code, 'told_' || about as rule_code, 'prose' as table_code, 'prose' as table_key,
    ordinal as row_number, page, text_printed as published_text, value as published_value, decimals, unit,
    cast(recomputed_value as decimal(28, 10)) as recomputed_value,
    case when about in ('rank', 'score', 'value') then source_text end as source_text, source_cell_id,
    {{ rounded_scaled('recomputed_value', 'decimals') }} as expected_scaled,
    case
        when value = recomputed_value then 'equal'
        -- All of them is no rounded figure: 100 % is told where nothing is left.
        when unit = '%' and value = 100 then 'unexplained'
        when decimals < source_decimals
            and {{ rounded_scaled('recomputed_value', 'decimals') }} = {{ rounded_scaled('value', 'decimals') }}
            then 'within_rounding'
        else 'unexplained'
    end as verdict_print
from beside
where recomputed_value is not null
