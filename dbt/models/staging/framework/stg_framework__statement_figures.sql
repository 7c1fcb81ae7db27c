-- statement_figures: what a figure told in the prose is about
select
    cast(series_code as varchar) as series_code,
    cast(statement_key as varchar) as statement_key,
    cast(figure as varchar) as figure,
    cast(framework_code as varchar) as framework_code,
    cast(node_code as varchar) as node_code,
    cast(about as varchar) as about,
    cast(body as varchar) as body,
    cast(period_offset as integer) as period_offset,
    cast(of_statement as varchar) as of_statement
from {{ ref('statement_figures') }}
