-- int_faults_beside_figures: faults that no figure shows by itself: names, rules that are not kept, what a person read
select
    edition_code, cell_id, table_code, row_number, 'misprint_entity' as kind, printed, expected,
    why_en, why_vi, evidence_en, evidence_vi
from {{ ref('int_misprinted_names') }}

union all

select
    edition_code, cell_id, table_code, row_number, 'contradiction' as kind, text_printed,
    cast({{ whole_number('maximum') }} as varchar) as expected,
    'the share reaches what the publication says earns all points' as why_en,
    'tỷ lệ đạt mức mà ấn phẩm nói là được điểm tối đa' as why_vi,
    'printed share beside the stated rule' as evidence_en,
    'tỷ lệ đã in so với quy tắc đã nêu' as evidence_vi
from {{ ref('int_rule_points') }}
where rule = 'stated' and is_full_but_not_printed

union all

select
    edition_code, cell_id, table_code, row_number, kind, printed, coalesce(expected, '') as expected,
    why_en, why_vi, 'read, and still printed so' as evidence_en, 'đọc thấy, và vẫn in như vậy' as evidence_vi
from {{ ref('int_read_faults') }}
