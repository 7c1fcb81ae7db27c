{# The scores of a level with what of each goes into the level above. By inputs: the score. By the print: the printed
   score, and the interval computed from below as far as the print agrees with it; where the print alone tells the
   node, or the goalposts are recovered from it, the interval of the print. #}
{% macro narrowed_scores(scores, level, keys, figures) -%}
    select
        {% for key in keys %}scores.{{ key }}, {% endfor %}nodes.parent_node_code, nodes.level, nodes.is_leaf, scores.basis,
        scores.score, scores.score_low, scores.score_high, scores.status, scores.scale_basis, scores.is_whole_group,
        scores.is_recovered as rests_on_recovered,
        {% for column in figures %}scores.{{ column }}, {% endfor %}
        scores.is_recovered and printed.node_code is null as is_recovered,
        coalesce(printed.score_printed, scores.score) as part_score,
        case
            when printed.score_printed is not null and scores.is_recovered
                then printed.score_printed - printed.half
            when printed.score_printed - printed.half > scores.score_low
                and printed.score_printed - printed.half <= scores.score_high
                and printed.score_printed + printed.half >= scores.score_low
                then printed.score_printed - printed.half
            else scores.score_low
        end as part_low,
        case
            when printed.score_printed is not null and scores.is_recovered
                then printed.score_printed + printed.half
            when printed.score_printed + printed.half < scores.score_high
                and printed.score_printed + printed.half >= scores.score_low
                and printed.score_printed - printed.half <= scores.score_high
                then printed.score_printed + printed.half
            else scores.score_high
        end as part_high
    from {{ scores }} as scores
    inner join nodes
        on nodes.framework_code = scores.framework_code
        and nodes.framework_edition = scores.framework_edition
        and nodes.node_code = scores.node_code
    left join printed
        on scores.basis = 'print'
        and printed.edition_code = scores.edition_code
        and printed.entity_code = scores.entity_code
        and printed.node_code = scores.node_code
    -- What has no score is no part, unless a rule leaves it out of the mean.
    where scores.score is not null or (scores.is_skipped and printed.node_code is null)

    union all

    select
        {% for key in keys %}printed.{{ key }}, {% endfor %}nodes.parent_node_code, nodes.level, nodes.is_leaf, 'print',
        null, null, null, 'reported', null, null, false,
        {% for column in figures %}null, {% endfor %}false,
        printed.score_printed, printed.score_printed - printed.half, printed.score_printed + printed.half
    from printed
    inner join nodes
        on nodes.framework_code = printed.framework_code
        and nodes.framework_edition = printed.framework_edition
        and nodes.node_code = printed.node_code
        and nodes.level = {{ level }}
    left join {{ scores }} as scores
        on scores.basis = 'print'
        and scores.edition_code = printed.edition_code
        and scores.entity_code = printed.entity_code
        and scores.node_code = printed.node_code
        and scores.score is not null
    where scores.node_code is null
{%- endmacro %}
