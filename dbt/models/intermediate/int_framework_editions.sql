-- int_framework_editions: a method over a span of periods, with the name of its index
with framework_editions as (
    select * from {{ ref('stg_framework__framework_editions') }}
),

frameworks as (
    select * from {{ ref('stg_framework__frameworks') }}
)

select
    framework_editions.framework_code,
    framework_editions.framework_edition,
    frameworks.series_code,
    frameworks.issuer_vi,
    frameworks.name_vi,
    frameworks.name_en,
    framework_editions.period_from,
    framework_editions.period_to,
    framework_editions.is_comparable_with_previous,
    framework_editions.method_note_vi,
    framework_editions.method_note_en
from framework_editions
inner join frameworks on frameworks.framework_code = framework_editions.framework_code
