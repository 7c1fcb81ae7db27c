-- int_recovered_fractions: a printed share as the fraction behind it, with the body of its row
select
    fractions.edition_code,
    editions.framework_code,
    editions.framework_edition,
    fractions.cell_id,
    fractions.table_code,
    fractions.row_number,
    mentions.entity_code,
    fractions.node_code,
    fractions.part_node_code,
    fractions.column_key,
    fractions.numerator,
    fractions.denominator,
    fractions.is_unique
from {{ ref('stg_raw__recovered_fractions') }} as fractions
inner join {{ ref('int_editions') }} as editions on editions.edition_code = fractions.edition_code
left join {{ ref('int_publication_mentions') }} as mentions
    on mentions.edition_code = fractions.edition_code
    and mentions.table_code = fractions.table_code
    and mentions.row_number = fractions.row_number
    and mentions.ordinal = 1
