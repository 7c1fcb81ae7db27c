-- int_bands: a band of a node's points
select * from {{ ref('stg_framework__bands') }}
