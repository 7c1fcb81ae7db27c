-- int_misprinted_names: a body's name printed wrongly: spelt otherwise than in the other tables, or in a known wrong way
with rarer as (
    select * from {{ ref('int_name_spellings') }}
)

select
    edition_code, cell_id, table_code, row_number, name_printed as printed, name_mostly_printed as expected,
    'spelt otherwise than in the other tables' as why_en,
    'viết khác các bảng còn lại' as why_vi,
    'cells with this spelling: ' || cast(times as varchar)
    || ', with the expected one: ' || cast(times_mostly as varchar) as evidence_en,
    'số ô viết như thế này: ' || cast(times as varchar)
    || ', viết như mong đợi: ' || cast(times_mostly as varchar) as evidence_vi
from rarer

union all

select
    mentions.edition_code, mentions.cell_id, mentions.table_code, mentions.row_number, mentions.name_printed,
    mentions.name_vi,
    'not the name that the body bears' as why_en,
    'không phải tên của đơn vị' as why_vi,
    'listed among the names of the body as a misprint' as evidence_en,
    'có trong danh sách tên của đơn vị, ghi là viết sai' as evidence_vi
from {{ ref('int_publication_mentions') }} as mentions
left join rarer on rarer.cell_id = mentions.cell_id and rarer.ordinal = mentions.ordinal
where mentions.name_kind = 'misprint' and rarer.cell_id is null
