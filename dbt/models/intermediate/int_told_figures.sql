-- int_told_figures: a rank that is told again beside the telling that counts
with tellings as (
    select * from {{ ref('int_rank_tellings') }}
),

counted as (
    select * from tellings where place = 1
)

select
    told.edition_code, told.cell_id, 'rank' as figure, told.node_code, told.entity_code, 'told_again' as rule_code,
    told.table_code, told.table_key, told.row_number, told.row_label, told.page,
    told.text_printed as published_text, told.value as published_value,
    cast(counted.rank_published as decimal(28, 10)) as recomputed_value,
    counted.cell_id as counted_cell_id, counted.edition_code as counted_edition_code,
    {{ whole_number('counted.rank_published') }} as expected_scaled,
    case when told.value = counted.rank_published then 'equal' else 'unexplained' end as verdict_print
from {{ ref('int_told_results') }} as told
inner join tellings
    on tellings.cell_id = told.cell_id
    and tellings.node_code = told.node_code
    and tellings.entity_code = told.entity_code
    and not tellings.is_result
    and tellings.place > 1
inner join counted
    on counted.framework_code = tellings.framework_code
    and counted.node_code = tellings.node_code
    and counted.entity_code = tellings.entity_code
    and counted.period_year = tellings.period_year
