-- int_method_eras: framework editions whose results can be compared with each other share an era
select
    framework_code,
    framework_edition,
    cast(sum(case when is_comparable_with_previous then 0 else 1 end) over (
        partition by framework_code order by period_from, framework_edition collate "C"
        rows between unbounded preceding and current row
    ) as integer) as method_era
from {{ ref('stg_framework__framework_editions') }}
