-- int_input_names: a figure that the forms of an index ask for
select * from {{ ref('stg_framework__inputs') }}
