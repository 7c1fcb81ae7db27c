-- int_target_outcomes: whether a target was met. One that names no side (=, between) is met as well by what is better
-- still; one that covers a part of its indicator, or whose figure is not known, is neither met nor missed
select
    *,
    case
        when not is_whole_indicator or actual is null then null
        when comparator = '>' then actual > target
        when comparator = '>=' then actual >= target
        when comparator = '<' then actual < target
        when comparator = '<=' then actual <= target
        when comparator = '=' and direction = 1 then actual >= target
        when comparator = '=' and direction = -1 then actual <= target
        when comparator = '=' then actual = target
        when comparator = 'between' and direction = 1 then actual >= target
        when comparator = 'between' and direction = -1 then actual <= target_max
        when comparator = 'between' then actual between target and target_max
    end as is_met
from {{ ref('int_targets') }}
