-- int_name_spellings: a printed name spelt otherwise than its body is mostly spelt in the edition
with mentions as (
    select * from {{ ref('int_publication_mentions') }}
),

spellings as (
    select
        edition_code,
        entity_code,
        name_printed,
        cast(count(*) as integer) as times,
        case when name_printed = max(name_vi) then 0 else 1 end as is_unofficial
    from mentions
    group by edition_code, entity_code, name_printed
),

most_used as (
    select
        *,
        row_number() over (
            partition by edition_code, entity_code order by times desc, is_unofficial, name_printed
        ) as place
    from spellings
)

select
    mentions.edition_code,
    mentions.cell_id,
    mentions.table_code,
    mentions.row_number,
    mentions.ordinal,
    mentions.name_printed,
    most_used.name_printed as name_mostly_printed,
    spellings.times,
    most_used.times as times_mostly
from mentions
inner join spellings
    on spellings.edition_code = mentions.edition_code
    and spellings.entity_code = mentions.entity_code
    and spellings.name_printed = mentions.name_printed
inner join most_used
    on most_used.edition_code = mentions.edition_code
    and most_used.entity_code = mentions.entity_code
    and most_used.place = 1
-- Of two spellings equally often used neither is the wrong one.
where spellings.times < most_used.times
