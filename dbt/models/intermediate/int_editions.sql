-- int_editions: an edition with the method it was made by and the day whose bodies it names
with editions as (
    select * from {{ ref('stg_raw__editions') }}
),

frameworks as (
    select * from {{ ref('stg_framework__series_frameworks') }}
),

framework_editions as (
    select * from {{ ref('stg_framework__framework_editions') }}
),

dated as (
    select
        *,
        cast(substr(period, 1, 4) as integer) as period_year,
        -- One day and not the whole year: in a year of mergers a name may mean two bodies, on one day
        -- it means one. The last day, because a report counts the bodies at the end of its year.
        cast(substr(period, 1, 4) || '-12-31' as date) as bodies_as_of
    from editions
)

select
    dated.edition_code,
    dated.series_code,
    dated.period,
    dated.period_year,
    dated.bodies_as_of,
    dated.published_on,
    dated.title_vi,
    dated.title_en,
    dated.issuer,
    dated.bodies_of,
    dated.input_hash,
    framework_editions.framework_code,
    framework_editions.framework_edition,
    framework_editions.is_comparable_with_previous
from dated
left join frameworks on frameworks.series_code = dated.series_code
left join framework_editions
    on framework_editions.framework_code = frameworks.framework_code
    and framework_editions.period_from <= dated.period_year
    and coalesce(framework_editions.period_to, dated.period_year) >= dated.period_year
