-- dim_period: a year of a series, of an edition of its own or told by a later one, with the one before it
select
    period_key, edition_code, series_code, framework_code, framework_edition, period, period_year, is_own, method_era,
    period_key_before
from {{ ref('int_series_periods') }}
