-- node_scoring: how an indicator's points follow from its inputs
select
    cast(framework_code as varchar) as framework_code,
    cast(framework_edition as varchar) as framework_edition,
    cast(node_code as varchar) as node_code,
    cast(score_kind as varchar) as score_kind,
    cast(reference as decimal(28,10)) as reference,
    cast(stated_reference as decimal(28,10)) as stated_reference,
    cast(reference_note_vi as varchar) as reference_note_vi,
    cast(reference_note_en as varchar) as reference_note_en,
    cast(missing_rule as varchar) as missing_rule
from {{ ref('node_scoring') }}
