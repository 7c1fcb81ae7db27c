-- An input that a formula, a limit or a column of a table names and that its method does not define; or a limit that
-- is limited in turn, which would be capped too late.
with named as (
    select framework_code, framework_edition, input_key, 'node_inputs' as named_by
    from {{ ref('stg_framework__node_inputs') }}

    union all

    select framework_code, framework_edition, input_key, 'input_sources'
    from {{ ref('stg_framework__input_sources') }}
    where input_key is not null

    union all

    select framework_code, framework_edition, input_key, 'input_limits'
    from {{ ref('stg_framework__input_limits') }}

    union all

    select framework_code, framework_edition, at_most_input_key, 'input_limits'
    from {{ ref('stg_framework__input_limits') }}
)

select
    named.framework_code,
    named.framework_edition,
    named.input_key,
    named.named_by
from named
left join {{ ref('stg_framework__inputs') }} as inputs
    on inputs.framework_code = named.framework_code
    and inputs.framework_edition = named.framework_edition
    and inputs.input_key = named.input_key
where inputs.input_key is null

union all

select
    limits.framework_code,
    limits.framework_edition,
    limits.at_most_input_key,
    'a limit with a limit'
from {{ ref('stg_framework__input_limits') }} as limits
inner join {{ ref('stg_framework__input_limits') }} as above
    on above.framework_code = limits.framework_code
    and above.framework_edition = limits.framework_edition
    and above.input_key = limits.at_most_input_key
