-- int_tasks: a task of a plan's list, with the page that it stands on and the leaves of the index that it serves
with served as (
    select
        edition_code, table_code, row_number,
        {{ joined_texts('node_code', ' ', 'ordinal') }} as node_codes
    from {{ ref('stg_raw__task_indicators') }}
    where node_code is not null
    group by edition_code, table_code, row_number
)

select
    tasks.*,
    editions.period,
    editions.bodies_of as entity_code,
    served.node_codes,
    cells.page
from {{ ref('stg_raw__tasks') }} as tasks
inner join {{ ref('int_editions') }} as editions on editions.edition_code = tasks.edition_code
left join served
    on served.edition_code = tasks.edition_code
    and served.table_code = tasks.table_code
    and served.row_number = tasks.row_number
left join {{ ref('stg_raw__cells') }} as cells on cells.cell_id = tasks.cell_id
