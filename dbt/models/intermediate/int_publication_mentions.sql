-- int_publication_mentions: a body named in a table of results; tables of inputs repeat what others wrote
select mentions.*
from {{ ref('int_mentions_resolved') }} as mentions
inner join {{ ref('int_editions') }} as editions on editions.edition_code = mentions.edition_code
where mentions.entity_code is not null
    and not exists (
        select 1 from {{ ref('stg_framework__input_sources') }} as input_sources
        where input_sources.framework_code = editions.framework_code
            and input_sources.framework_edition = editions.framework_edition
            and input_sources.table_key = mentions.table_key
            and input_sources.basis = 'inputs'
    )
