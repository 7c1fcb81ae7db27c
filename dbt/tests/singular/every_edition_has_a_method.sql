-- An edition whose series and period no framework edition covers: it is loaded, but nothing of it is ranked.
{{ config(severity='warn') }}

select
    edition_code,
    series_code,
    period
from {{ ref('int_editions') }}
where framework_edition is null
