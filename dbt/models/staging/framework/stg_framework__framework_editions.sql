-- framework_editions: the method of an index over a span of periods
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(period_from as integer) as period_from,
    cast(period_to as integer) as period_to,
    cast(is_comparable_with_previous as boolean) as is_comparable_with_previous,
    cast(method_note_vi as varchar) as method_note_vi,
    cast(method_note_en as varchar) as method_note_en,
    coalesce(cast(succession_level as integer), 1) as succession_level
from {{ ref('framework_editions') }}
