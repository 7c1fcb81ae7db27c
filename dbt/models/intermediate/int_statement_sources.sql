-- int_statement_sources: what the tables tell of the same: the rank, score or value that a figure of the prose is about;
-- place 1 is the telling that counts: of the edition itself, else of another one
with tellings as (
    select * from {{ ref('int_rank_tellings') }} where place = 1
),

editions as (
    select * from {{ ref('int_editions') }}
),

cells as (
    select * from {{ ref('int_cells') }}
),

results as (
    select
        'rank' as about, tellings.framework_code, tellings.node_code, tellings.entity_code, tellings.period_year,
        tellings.edition_code, cells.cell_id, cells.text_printed, cells.value, cells.decimals
    from tellings
    inner join cells on cells.cell_id = tellings.cell_id

    union all

    select
        'score', editions.framework_code, scores.node_code, scores.entity_code, editions.period_year,
        editions.edition_code, cells.cell_id, cells.text_printed, cells.value, cells.decimals
    from {{ ref('int_printed_scores') }} as scores
    inner join editions on editions.edition_code = scores.edition_code
    inner join cells on cells.cell_id = scores.score_cell_id
    where scores.place = 1 and scores.score_printed is not null

    union all

    select
        'value', editions.framework_code, leaves.node_code, bodies.entity_code, editions.period_year,
        editions.edition_code, cells.cell_id, cells.text_printed, cells.value, cells.decimals
    from {{ ref('stg_framework__node_inputs') }} as leaves
    inner join {{ ref('stg_framework__input_sources') }} as sources
        on sources.framework_code = leaves.framework_code
        and sources.framework_edition = leaves.framework_edition
        and sources.input_key = leaves.input_key
        and sources.choice is null
    inner join editions
        on editions.framework_code = leaves.framework_code
        and editions.framework_edition = leaves.framework_edition
    inner join cells
        on cells.edition_code = editions.edition_code
        and cells.table_key = sources.table_key
        and cells.column_key = sources.column_key
        and cells.row_kind = 'data'
    inner join {{ ref('int_mentions_resolved') }} as bodies
        on bodies.edition_code = cells.edition_code
        and bodies.table_code = cells.table_code
        and bodies.row_number = cells.row_number
        and bodies.ordinal = 1
    where leaves.role = 'value' and cells.value is not null and bodies.entity_code is not null
)

select
    results.*,
    row_number() over (
        partition by about, framework_code, node_code, entity_code, period_year
        order by edition_code collate "C", cell_id collate "C"
    ) as place
from results
