{# What changed parts add to the figure of the node above: each its share of what it gains; in a geometric mean the
   logarithm of its growth. The sum is one of decimals, as that of doubles depends on their order. Needs a query `tree`. #}
{% macro gains_of_figures(changed, keys) -%}
    select
        {% for key in keys %}parts.{{ key }}, {% endfor %}tree.parent_node_code as changed_code,
        tree.parent_aggregation, max(parts.cuts) as cuts
        {%- for bound in ['gain', 'gain_low', 'gain_high'] %}
        {%- set added %}case
            when tree.parent_aggregation <> 'geometric_mean' then tree.part_share * parts.{{ bound }}
            when tree.score > 0 and tree.score + parts.{{ bound }} > 0
                then tree.part_share * ln(1 + parts.{{ bound }} / cast(tree.score as double precision))
        end{% endset %},
        cast(sum({{ settled(added, 12) }}) as double precision) as {{ bound }}
        {%- endfor %}
    from {{ changed }} as parts
    inner join tree
        on tree.edition_code = parts.edition_code
        and tree.entity_code = parts.entity_code
        and tree.node_code = parts.changed_code
    group by {% for key in keys %}parts.{{ key }}, {% endfor %}tree.parent_node_code, tree.parent_aggregation
    having count(*) = count(tree.part_share)
{%- endmacro %}

{# What the score of a node gains when its figure does; no further than the ends of its scale, where these cut.
   `cuts` is 1 from the node on where the end of a scale that the method itself does not say cuts more than rounding may.
   Needs the queries `tree` and `geometric_figures`. #}
{% macro gains_of_parents(added, keys) -%}
    {%- set hair = 'cast(0.000000001 as double precision)' %}
    select {{ keys | join(', ') }}, changed_code
        {%- for bound in ['gain', 'gain_low', 'gain_high'] %},
        case when is_clipped then least(greatest({{ bound }}, bottom - score), top - score) else {{ bound }} end
            as {{ bound }}
        {%- endfor %},
        case
            when cuts = 1 then 1
            when is_clipped and not is_given
                and (score_low + gain > top + {{ hair }} or score_high + gain < bottom - {{ hair }}) then 1
            else 0
        end as cuts
    from (
        select {{ keys | join(', ') }}, changed_code, is_clipped, is_given, cuts, score, score_low, score_high, top, bottom,
            gain * unit_score as gain
            {%- for pick in ['least', 'greatest'] %},
            {{ product_bound(pick, 'gain_low', 'gain_high', 'unit_score_low', 'unit_score_high') }}
                as gain_{{ 'low' if pick == 'least' else 'high' }}
            {%- endfor %}
        from (
            select {% for key in keys %}figures.{{ key }}, {% endfor %}figures.changed_code, figures.cuts,
                -- Where the score is not known, nobody can say how far the end of the scale is.
                coalesce(tree.is_clipped, false) and tree.score is not null as is_clipped,
                tree.scale_basis = 'given' as is_given,
                cast(tree.score as double precision) as score,
                cast(coalesce(tree.score_low, tree.score) as double precision) as score_low,
                cast(coalesce(tree.score_high, tree.score) as double precision) as score_high,
                cast(greatest(tree.scale_from, tree.scale_to) as double precision) as top,
                cast(least(tree.scale_from, tree.scale_to) as double precision) as bottom,
                coalesce(tree.unit_score, 1) as unit_score, coalesce(tree.unit_score_low, 1) as unit_score_low,
                coalesce(tree.unit_score_high, 1) as unit_score_high
                {%- for bound in ['gain', 'gain_low', 'gain_high'] %},
                case
                    when figures.parent_aggregation <> 'geometric_mean' then figures.{{ bound }}
                    else geometric_figures.figure * (exp(figures.{{ bound }}) - 1)
                end as {{ bound }}
                {%- endfor %}
            from {{ added }} as figures
            inner join tree
                on tree.edition_code = figures.edition_code
                and tree.entity_code = figures.entity_code
                and tree.node_code = figures.changed_code
            left join geometric_figures
                on geometric_figures.edition_code = figures.edition_code
                and geometric_figures.entity_code = figures.entity_code
                and geometric_figures.node_code = figures.changed_code
        ) as grown
    ) as normalised
{%- endmacro %}
