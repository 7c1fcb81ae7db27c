-- rpt_targets: a target of a province and year; empty, as no source of targets is read yet
select
    cast(null as varchar) as target_code,
    cast(null as varchar) as entity_code,
    cast(null as integer) as target_year,
    cast(null as varchar) as comparator,
    cast(null as decimal(28, 10)) as target,
    cast(null as decimal(28, 10)) as actual,
    cast(null as varchar) as unit,
    cast(null as boolean) as met,
    cast(null as varchar) as lead_agency,
    cast(null as varchar) as due,
    cast(null as varchar) as cell_id
where false
