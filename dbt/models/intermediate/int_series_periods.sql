-- int_series_periods: a year of a series: an edition's own, or one that only a later edition tells (edition@year)
with editions as (
    select * from {{ ref('int_editions') }}
),

told as (
    select distinct
        tellings.series_code, tellings.framework_code, tellings.framework_edition, tellings.period_year,
        first_value(tellings.edition_code) over (
            partition by tellings.series_code, tellings.framework_code, tellings.period_year
            order by editions.period_year, tellings.edition_code collate "C"
            rows between unbounded preceding and unbounded following
        ) as edition_code
    from {{ ref('int_rank_tellings') }} as tellings
    inner join editions on editions.edition_code = tellings.edition_code
    where not exists (
        select 1 from editions as own
        where own.series_code = tellings.series_code and own.period_year = tellings.period_year
    )
),

periods as (
    select
        edition_code as period_key, edition_code, series_code, framework_code, framework_edition, period, period_year,
        bodies_as_of, true as is_own
    from editions

    union all

    select
        edition_code || '@' || cast(period_year as varchar), edition_code, series_code, framework_code,
        framework_edition, cast(period_year as varchar), period_year,
        cast(cast(period_year as varchar) || '-12-31' as date), false
    from told
)

select
    periods.*,
    eras.method_era,
    lag(periods.period_key) over (
        partition by periods.series_code order by periods.period, periods.period_key collate "C"
    ) as period_key_before
from periods
left join {{ ref('int_method_eras') }} as eras
    on eras.framework_code = periods.framework_code
    and eras.framework_edition = periods.framework_edition
