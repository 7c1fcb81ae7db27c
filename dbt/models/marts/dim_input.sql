-- dim_input: a figure that the forms of an index ask for
select
    framework_code,
    framework_edition,
    input_key,
    kind,
    unit,
    name_vi,
    name_en
from {{ ref('int_input_names') }}
