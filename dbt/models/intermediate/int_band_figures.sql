-- int_band_figures: a printed band beside the one of the printed total, and the one of the total from the forms
with printed as (
    select *, {{ half_unit('score_decimals') }} as half from {{ ref('int_printed_bands') }}
),

bands as (
    select
        *,
        coalesce(from_value, cast(-999999999 as decimal(28, 10))) as first_value,
        coalesce(below_value, cast(999999999 as decimal(28, 10))) as end_value
    from {{ ref('stg_framework__bands') }}
),

by_print as (
    select
        printed.cell_id,
        max(case when printed.score_printed >= bands.first_value and printed.score_printed < bands.end_value
            then bands.band_code end) as recomputed_band,
        max(case
            when bands.band_code = printed.band_code and printed.score_printed + printed.half >= bands.first_value
                and printed.score_printed - printed.half < bands.end_value then 1 else 0
        end) as is_possible
    from printed
    inner join bands
        on bands.framework_code = printed.framework_code
        and bands.framework_edition = printed.framework_edition
        and bands.node_code = printed.node_code
    group by printed.cell_id
),

by_inputs as (
    select * from {{ ref('int_method_bands') }} where basis = 'inputs'
),

judged as (
    select
        printed.*,
        coalesce(by_inputs.band_code, by_print.recomputed_band) as expected_band,
        case
            when by_print.recomputed_band is null then null
            when by_print.recomputed_band = printed.band_code then 'equal'
            when by_print.is_possible = 1 then 'within_rounding'
            else 'unexplained'
        end as verdict_print,
        case
            when by_inputs.band_code is null then null
            when by_inputs.band_code = printed.band_code then 'equal'
            else 'unexplained'
        end as verdict_inputs
    from printed
    left join by_print on by_print.cell_id = printed.cell_id
    left join by_inputs
        on by_inputs.edition_code = printed.edition_code
        and by_inputs.entity_code = printed.entity_code
        and by_inputs.node_code = printed.node_code
)

select
    judged.edition_code, judged.cell_id, 'band' as figure, judged.node_code, judged.entity_code,
    'band' as rule_code, judged.table_code, judged.table_key, judged.row_number, judged.row_label, judged.page,
    judged.text_printed as published_text, bands.name_vi as recomputed_text,
    judged.verdict_print, judged.verdict_inputs
from judged
left join bands
    on bands.framework_code = judged.framework_code
    and bands.framework_edition = judged.framework_edition
    and bands.node_code = judged.node_code
    and bands.band_code = judged.expected_band
where judged.verdict_print is not null or judged.verdict_inputs is not null
