-- int_rank_verdicts: a printed rank beside the places that the printed scores allow, and those that the exact ones do
with ranks as (
    select * from {{ ref('int_ranks') }} where rank_published is not null and rank_recomputed is not null
),

bodies as (
    select cell_id, entity_code from {{ ref('int_node_cells') }} where role = 'rank'
),

by_inputs as (
    select * from {{ ref('int_method_ranks') }} where basis = 'inputs'
)

select
    ranks.edition_code, ranks.rank_cell_id as cell_id, 'rank' as figure, ranks.node_code, bodies.entity_code,
    ranks.rule_code, ranks.table_code, ranks.table_key, ranks.row_number, ranks.row_label, ranks.rank_page as page,
    ranks.rank_text as published_text, cast(ranks.rank_published as decimal(28, 10)) as published_value,
    cast(ranks.rank_recomputed as decimal(28, 10)) as recomputed_value,
    cast(ranks.rank_low as decimal(28, 10)) as recomputed_low,
    cast(ranks.rank_high as decimal(28, 10)) as recomputed_high,
    cast(by_inputs.rank_recomputed as decimal(28, 10)) as computed_value,
    {{ whole_number('ranks.rank_recomputed') }} as expected_scaled,
    -- Within a tie no order can be told from the figures, that of the print included.
    case
        when ranks.rank_published = ranks.rank_recomputed and ranks.rank_low = ranks.rank_high_tied then 'equal'
        when ranks.rank_published between ranks.rank_low and ranks.rank_high_tied then 'tie_order'
        when ranks.rank_published between ranks.rank_low and ranks.rank_high then 'within_rounding'
        else 'unexplained'
    end as verdict_print,
    case
        when by_inputs.rank_low is null then null
        when ranks.rank_published = by_inputs.rank_low and by_inputs.rank_low = by_inputs.rank_high then 'equal'
        when ranks.rank_published between by_inputs.rank_low and by_inputs.rank_high then 'tie_order'
        else 'unexplained'
    end as verdict_inputs
from ranks
left join bodies on bodies.cell_id = ranks.rank_cell_id
left join by_inputs
    on by_inputs.edition_code = ranks.edition_code
    and by_inputs.entity_code = bodies.entity_code
    and by_inputs.node_code = ranks.node_code
