-- int_rank_tellings: every place where a rank is told: in the edition's own results and wherever it is told again;
-- place 1 is the telling that counts: of the index's own series, else of the edition of that year, else the earliest
with editions as (
    select * from {{ ref('int_editions') }}
),

frameworks as (
    select * from {{ ref('stg_framework__frameworks') }}
),

tellings as (
    select
        editions.framework_code, editions.framework_edition, results.node_code, results.entity_code,
        results.entity_type, editions.period_year, results.edition_code, results.rank_cell_id as cell_id,
        results.rank_published, true as is_result, true as is_own_period, 0 as table_ordinal, 0 as row_number,
        0 as column_ordinal
    from {{ ref('int_entity_results') }} as results
    inner join editions on editions.edition_code = results.edition_code
    where results.rank_published is not null

    union all

    select
        framework_code, framework_edition, node_code, entity_code, entity_type, period_year, edition_code, cell_id,
        cast(value as integer), false, is_own_period, table_ordinal, row_number, column_ordinal
    from {{ ref('int_told_results') }}
    where figure = 'rank' and entity_code is not null and framework_edition is not null
)

select
    tellings.*,
    editions.series_code,
    row_number() over (
        partition by
            tellings.framework_code, tellings.node_code, tellings.entity_code, tellings.period_year
        order by
            case when editions.series_code = frameworks.series_code then 0 else 1 end,
            case when tellings.is_own_period then 0 else 1 end,
            case when tellings.is_result then 0 else 1 end,
            editions.period_year, tellings.edition_code collate "C",
            tellings.table_ordinal nulls last, tellings.row_number nulls last,
            tellings.column_ordinal nulls last
    ) as place,
    row_number() over (
        partition by
            tellings.framework_code, tellings.node_code, tellings.entity_code, tellings.period_year,
            tellings.edition_code
        order by
            case when tellings.is_result then 0 else 1 end,
            tellings.table_ordinal nulls last, tellings.row_number nulls last,
            tellings.column_ordinal nulls last
    ) as place_in_edition
from tellings
inner join editions on editions.edition_code = tellings.edition_code
inner join frameworks on frameworks.framework_code = tellings.framework_code
