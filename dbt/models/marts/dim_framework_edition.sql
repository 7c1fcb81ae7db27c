-- dim_framework_edition: the method of an index over a span of periods
select
    framework_code,
    framework_edition,
    series_code,
    issuer_vi,
    name_vi,
    name_en,
    period_from,
    period_to,
    is_comparable_with_previous,
    method_note_vi,
    method_note_en
from {{ ref('int_framework_editions') }}
