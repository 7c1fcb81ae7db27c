-- int_revisions: a part of a revision, with the name of its table or of the body whose form it is
with revisions as (
    select * from {{ ref('stg_raw__revisions') }}
),

counted as (
    select edition_code, max(revision) as revisions_of_edition
    from revisions
    group by edition_code
),

tables as (
    select edition_code, table_code, title_vi, title_en from {{ ref('stg_raw__printed_tables') }}
),

forms as (
    select edition_code, form_code, entity_code, name_printed from {{ ref('stg_raw__forms') }}
)

select
    revisions.*,
    counted.revisions_of_edition,
    coalesce(tables.title_vi, forms.name_printed) as title_vi,
    coalesce(tables.title_en, forms.name_printed) as title_en,
    forms.entity_code
from revisions
inner join counted on counted.edition_code = revisions.edition_code
left join tables
    on tables.edition_code = revisions.edition_code
    and tables.table_code = revisions.table_code
left join forms
    on forms.edition_code = revisions.edition_code
    and forms.form_code = revisions.table_code
