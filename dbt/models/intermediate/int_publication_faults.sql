-- int_publication_faults: what is wrong in a publication, whoever found it
with reconciliation as (
    select * from {{ ref('int_reconciliation') }} where verdict_by_rule = 'unexplained'
),

checks as (
    select * from {{ ref('int_check_results') }} where kind = 'fault'
),

known_faults as (
    select * from {{ ref('stg_faults__known_faults') }}
),

recomputed as (
    select
        *,
        {{ printed_number('expected_scaled', 'decimals') }}
        || case unit when '%' then '%' else '' end as expected_number
    from reconciliation
),

by_recomputing as (
    select
        edition_code, cell_id, table_code, row_number,
        case
            when rule_code like 'told!_%' escape '!' then 'contradiction'
            when figure = 'rank' then 'rank'
            when figure = 'band' or expected_scaled is null then 'contradiction'
            else 'arithmetic'
        end as kind,
        published_text as printed,
        coalesce(case
            when recomputed_text is not null then recomputed_text
            -- In the manner of the print: a decimal point there is one here.
            when decimals > 0 and replace(published_text, '%', '') like '%.' || repeat('_', decimals)
                then translate(expected_number, ',.', '.,')
            else expected_number
        end, '') as expected,
        note_en as why_en, note_vi as why_vi,
        rule_en as evidence_en, rule_vi as evidence_vi
    from recomputed
),

by_checking as (
    select
        failures.edition_code, failures.cell_id, failures.table_code, failures.row_number,
        failures.fault_kind as kind, failures.printed, failures.expected, failures.why_en, failures.why_vi,
        coalesce(checks.check_name_en, failures.check_code) as evidence_en,
        coalesce(checks.check_name_vi, failures.check_code) as evidence_vi,
        row_number() over (
            partition by failures.cell_id, failures.fault_kind, failures.printed order by failures.ordinal
        ) as place
    from {{ ref('stg_raw__check_failures') }} as failures
    left join checks
        on checks.edition_code = failures.edition_code
        and checks.table_code = failures.table_code
        and checks.check_code = failures.check_code
    where failures.kind = 'fault' and failures.fault_kind is not null
        and not exists (
            select 1 from by_recomputing
            where by_recomputing.cell_id = failures.cell_id
                and by_recomputing.kind = failures.fault_kind
        )
),

found as (
    select * from by_recomputing

    union all

    select
        edition_code, cell_id, table_code, row_number, kind, printed, expected, why_en, why_vi,
        evidence_en, evidence_vi
    from by_checking
    where place = 1

    union all

    select * from {{ ref('int_faults_beside_figures') }}
)

select
    found.edition_code, found.cell_id, found.table_code, found.row_number, found.kind,
    found.printed, found.expected,
    coalesce(known_faults.reason_en, found.why_en) as why_en,
    coalesce(known_faults.reason_vi, found.why_vi) as why_vi,
    found.evidence_en, found.evidence_vi,
    coalesce(known_faults.status, 'open') as status
from found
left join known_faults
    on known_faults.cell_id = found.cell_id
    and known_faults.kind = found.kind
    and known_faults.printed = found.printed
    and coalesce(known_faults.expected, '') = found.expected
