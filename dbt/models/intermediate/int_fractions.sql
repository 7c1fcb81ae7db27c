-- int_fractions: a share of an indicator as the fraction behind it: told with the inputs, or recovered from the print
with lines as (
    select
        edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, 'inputs' as basis,
        role, value, status
    from {{ ref('int_leaf_inputs') }}
    where role in ('numerator', 'denominator')

    union all

    select
        edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis, role, value, status
    from {{ ref('int_printed_lines') }}
    where role in ('numerator', 'denominator')
),

told as (
    select
        edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis,
        sum(case when role = 'numerator' then value end) as numerator,
        -- A whole of which a part is missing is not known: it would be too small.
        case when count(case when role = 'denominator' and value is null then 1 end) = 0
            then sum(case when role = 'denominator' then value end) end as denominator,
        {{ worst_status('status') }} as status
    from lines
    group by edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis
),

recovered as (
    select
        mentions.edition_code, editions.framework_code, editions.framework_edition, mentions.entity_code,
        mentions.entity_type, fractions.part_node_code as node_code, 'print' as basis,
        fractions.numerator, fractions.denominator, fractions.is_unique, fractions.cell_id
    from {{ ref('stg_raw__recovered_fractions') }} as fractions
    inner join {{ ref('int_mentions_resolved') }} as mentions
        on mentions.edition_code = fractions.edition_code
        and mentions.table_code = fractions.table_code
        and mentions.row_number = fractions.row_number
        and mentions.entity_code is not null
    inner join {{ ref('int_editions') }} as editions on editions.edition_code = fractions.edition_code
    left join told
        on told.edition_code = fractions.edition_code
        and told.entity_code = mentions.entity_code
        and told.node_code = fractions.part_node_code
        and told.basis = 'print'
    where told.node_code is null
)

select
    edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis,
    cast(numerator as decimal(28, 10)) as numerator, cast(denominator as decimal(28, 10)) as denominator,
    true as is_exact, false as is_recovered, cast(null as varchar) as cell_id, status
from told

union all

select
    edition_code, framework_code, framework_edition, entity_code, entity_type, node_code, basis,
    numerator, denominator, is_unique, true, cell_id, 'reported'
from recovered
