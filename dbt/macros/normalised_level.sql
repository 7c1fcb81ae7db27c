{# The figures of a level, `figures_<level>`, as scores, `scores_<level>`: what is missing by the rule of its node, then
   the goalposts, given, of the whole group or recovered, then the place of each figure between them. A node without a
   rule has its figure for a score. #}
{% macro normalised_level(level, keys) %}
medians_{{ level }} as (
    select figures.edition_code, figures.node_code, figures.entity_type, bodies.scale_pool, figures.basis,
        cast(percentile_cont(0.5) within group (order by figures.figure) as decimal(28, 10)) as median
    from figures_{{ level }} as figures
    inner join bodies using (edition_code, entity_code)
    where figures.figure is not null
    group by figures.edition_code, figures.node_code, figures.entity_type, bodies.scale_pool, figures.basis
),

filled_{{ level }} as (
    select
        {% for key in keys %}figures.{{ key }}, {% endfor %}figures.basis, figures.status, figures.is_recovered,
        figures.figure is null as is_missing,
        nodes.transform, nodes.goalposts, nodes.given_minimum, nodes.given_maximum, nodes.is_clipped, nodes.direction,
        nodes.scale_from, coalesce(nodes.scale_to, maxima.maximum, 1) as scale_to, nodes.missing_rule,
        coalesce(nodes.method, 'none') as method, bodies.scale_pool, bodies.bodies_compared,
        {%- for bound in ['', '_low', '_high'] %}
        coalesce(figures.figure{{ bound }}, case nodes.missing_rule when 'zero' then 0 when 'median' then medians.median end)
            as figure{{ bound }}{{ ',' if not loop.last }}
        {%- endfor %}
    from figures_{{ level }} as figures
    inner join nodes using (framework_code, framework_edition, node_code)
    inner join maxima using (framework_code, framework_edition, node_code, entity_type)
    left join bodies
        on bodies.edition_code = figures.edition_code
        and bodies.entity_code = figures.entity_code
    left join medians_{{ level }} as medians
        on medians.edition_code = figures.edition_code
        and medians.node_code = figures.node_code
        and medians.entity_type = figures.entity_type
        and medians.scale_pool = bodies.scale_pool
        and medians.basis = figures.basis
),

groups_{{ level }} as (
    select edition_code, node_code, entity_type, scale_pool, basis, count(*) >= max(bodies_compared) as is_whole,
        {%- for bound in ['', '_low', '_high'] %}
        min(case when transform <> 'log' or figure > 0 then figure{{ bound }} end) as minimum{{ bound }},
        max(case when transform <> 'log' or figure > 0 then figure{{ bound }} end) as maximum{{ bound }},
        cast(avg({{ transformed('transform', 'figure' ~ bound) }}) as decimal(28, 10)) as mean{{ bound }},
        {%- endfor %}
        cast(stddev_pop({{ transformed('transform', 'figure') }}) as decimal(28, 10)) as deviation,
        count(figure) as bodies_told
    from filled_{{ level }}
    where method <> 'none' and bodies_compared is not null
    group by edition_code, node_code, entity_type, scale_pool, basis
),

scaled_{{ level }} as (
    select
        filled.*, stats.is_whole, stats.bodies_told, stats.deviation, stats.mean, stats.mean_low, stats.mean_high,
        case
            when filled.method = 'none' then null
            when filled.goalposts = 'given' and filled.method in ('min_max', 'share_of_maximum') then 'given'
            when stats.is_whole then 'group'
            when filled.method in ('min_max', 'share_of_maximum') and recovered.maximum is not null then 'recovered'
        end as scale_basis,
        {%- for bound in ['', '_low', '_high'] %}
        {%- for post in ['minimum', 'maximum'] %}
        case
            when filled.method = 'share_of_maximum' and '{{ post }}' = 'minimum' then 0
            when filled.goalposts = 'given' and filled.method in ('min_max', 'share_of_maximum')
                then filled.given_{{ post }}
            when stats.is_whole then stats.{{ post }}{{ bound }}
            when filled.method in ('min_max', 'share_of_maximum') then recovered.{{ post }}
        end as {{ post }}{{ bound }},
        {%- endfor %}
        {%- endfor %}
        recovered.range_low, recovered.range_high,
        rank() over (
            partition by filled.edition_code, filled.node_code, filled.entity_type, filled.scale_pool, filled.basis
            order by case filled.direction when -1 then - filled.figure else filled.figure end desc nulls last
        ) - 1 as bodies_better
    from filled_{{ level }} as filled
    left join groups_{{ level }} as stats
        on stats.edition_code = filled.edition_code
        and stats.node_code = filled.node_code
        and stats.entity_type = filled.entity_type
        and stats.scale_pool = filled.scale_pool
        and stats.basis = filled.basis
    left join recovered
        on recovered.edition_code = filled.edition_code
        and recovered.node_code = filled.node_code
),

{{ scored_level(level, keys) }}
{%- endmacro %}
