{# The figures of a level with their goalposts, `scaled_<level>`, as scores, `scores_<level>`: how far each lies between
   them, cut where the rule says so, on the scale and in the direction of its node. #}
{% macro scored_level(level, keys) %}
shares_{{ level }} as (
    select
        *,
        {%- for bound, post, mean in [('', '', ''), ('_low', '_high', '_high'), ('_high', '_low', '_low')] %}
        case
            when is_missing and missing_rule = 'skip' then null
            when method = 'none' then figure{{ bound }}
            when scale_basis is null then null
            when is_missing and missing_rule = 'minimum' then 0
            when method = 'z_score' and deviation = 0 then 0
            when method = 'z_score' then {{ normal_quotient(
                transformed('transform', 'figure' ~ bound) ~ ' - cast(mean' ~ mean ~ ' as float8)', 'deviation') }}
            when method = 'rank' and figure is not null then {{ normal_quotient('bodies_told - 1 - bodies_better', 'bodies_told - 1') }}
            else {{ goalpost_share('transform', 'figure' ~ bound, 'minimum' ~ post, 'maximum' ~ post) }}
        end as share{{ bound }}{{ ',' if not loop.last }}
        {%- endfor %}
    from scaled_{{ level }}
),

clipped_{{ level }} as (
    select
        *,
        {%- for bound in ['', '_low', '_high'] %}
        case
            when method not in ('min_max', 'share_of_maximum') or not coalesce(is_clipped, true) then share{{ bound }}
            when share{{ bound }} < 0 then 0
            when share{{ bound }} > 1 then 1
            else share{{ bound }}
        end as clipped{{ bound }}{{ ',' if not loop.last }}
        {%- endfor %}
    from shares_{{ level }}
),

scores_{{ level }} as (
    select
        {{ keys | join(', ') }}, basis,
        {%- for bound, other in [('', ''), ('_low', '_high'), ('_high', '_low')] %}
        cast(case
            when method = 'none' then clipped{{ bound }}
            when method = 'z_score' and direction = -1 then - clipped{{ other }}
            when method = 'z_score' then clipped{{ bound }}
            when method <> 'rank' and direction = -1 then {{ scaled_share('1 - clipped' ~ other) }}
            else {{ scaled_share('clipped' ~ bound) }}
        end as decimal(38, 10)) as score{{ bound }},
        {%- endfor %}
        status, is_recovered or coalesce(scale_basis = 'recovered', false) as is_recovered,
        is_missing and missing_rule = 'skip' as is_skipped,
        case when method = 'none' and is_missing then null else figure end as figure, figure_low, figure_high,
        minimum as scale_minimum, maximum as scale_maximum, scale_basis, is_whole as is_whole_group,
        case scale_basis when 'recovered' then range_low else maximum_low - minimum_high end as range_low,
        case scale_basis when 'recovered' then range_high else maximum_high - minimum_low end as range_high,
        case when method = 'z_score' then mean end as scale_mean,
        case when method = 'z_score' then deviation end as scale_deviation
    from clipped_{{ level }}
)
{%- endmacro %}
