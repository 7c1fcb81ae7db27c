-- int_scale_repairs: a single cell that would explain a printed result, with the body of its row
select
    repairs.edition_code,
    editions.framework_code,
    editions.framework_edition,
    repairs.cell_id,
    repairs.table_code,
    repairs.row_number,
    mentions.entity_code,
    repairs.node_code,
    repairs.column_key,
    repairs.ordinal,
    repairs.printed,
    repairs.repair_low,
    repairs.repair_high,
    repairs.reason_en,
    repairs.reason_vi
from {{ ref('stg_raw__scale_repairs') }} as repairs
inner join {{ ref('int_editions') }} as editions on editions.edition_code = repairs.edition_code
left join {{ ref('int_publication_mentions') }} as mentions
    on mentions.edition_code = repairs.edition_code
    and mentions.table_code = repairs.table_code
    and mentions.row_number = repairs.row_number
    and mentions.ordinal = 1
