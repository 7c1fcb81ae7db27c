"""The last lines of a run: rows, checks, verdicts, and where the reports are."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from flows.settings import Settings
from flows.terminal import Terminal
from flows.words import Said, Words, named, said
from warehouse.read import open_reader

ROWS = """
select editions.edition_code, count(printed.status) as rows_in,
    sum(case when printed.status = 'held_back' then 1 else 0 end) as held_back
from raw.editions as editions left join raw.printed_rows as printed
    on editions.edition_code = printed.edition_code and printed.table_code not like '%@%' -- each table once
group by editions.edition_code order by editions.edition_code
"""
FORMS = """
select edition_code, status, count(*) as forms,
    count(distinct case when reason = 'form_versions_unclear' then slug else form_code end) as problems
from raw.forms group by edition_code, status
"""
ASIDE = """
select edition_code, failing as documents from raw.check_results where check_code = 'document_set_aside'
"""
INPUTS = """
select edition_code, status, count(*) as inputs from reporting.rpt_form_inputs group by edition_code, status
"""
FILES = """
select edition_code, file_name, sha256 from raw.source_files order by edition_code, pages is null, file_name
"""
CHECKS = """
select edition_code, kind, sum(case when outcome = 'pass' then 1 else 0 end) as passed, sum(failing) as failing
from raw.check_results group by edition_code, kind order by edition_code, kind
"""
VERDICTS = """
select edition_code, figure, verdict, count(*) as figures
from reporting.rpt_reconciliation group by edition_code, figure, verdict order by edition_code, figure, verdict
"""
REPLACED = """
select old.edition_code, old.table_code, old.file_name as replaced, old.revision as revision_before,
    new.file_name as current, new.revision
from raw.revisions as old inner join raw.revisions as new
    on old.edition_code = new.edition_code and old.table_code = new.table_code and new.status = 'current'
where old.status = 'replaced' and old.table_code not like '%@%'
order by old.edition_code, old.revision, old.file_name, new.file_name, old.table_code
"""
DOUBTFUL = """
select edition_code, code, cell_id, count(*) over (partition by edition_code, code) as figures from (
    select edition_code, verdict as code, cell_id, page, table_code, row_number
    from reporting.rpt_reconciliation where verdict in ('unexplained', 'known_fault')
    union all
    select edition_code, 'fault' as code, cell_id, 0 as page, table_code, row_number
    from reporting.rpt_publication_faults where status = 'open' and cell_id <> ''
) as cells
order by edition_code, code desc, page, table_code, row_number, cell_id
"""
VERDICT_ORDER = ("equal", "within_rounding", "tie_order", "known_fault", "unexplained")
FORM_ORDER = ("counted", "superseded", "held_back")
STATUS_ORDER = ("reported", "carried_over", "capped", "missing")
MOST_PARTS = 5
KIND_ORDER = ("stop", "hold_back", "warn", "fault")

Row = dict[str, Any]


def show_summary(settings: Settings, terminal: Terminal, stale: Collection[str] = ()) -> None:
    """Tell what is in the warehouse now, edition by edition.

    `stale`: editions whose documents of this run went no further; what stands there is of earlier ones.
    """
    with open_reader(settings.warehouse) as reader:
        rows, checks, verdicts, doubtful, aside = (
            reader.rows(query) for query in (ROWS, CHECKS, VERDICTS, DOUBTFUL, ASIDE))
        replaced = reader.rows(REPLACED) if reader.has("raw.revisions") else []
        forms = reader.rows(FORMS) if reader.has("raw.forms") else []
        inputs = reader.rows(INPUTS) if reader.has("reporting.rpt_form_inputs") else []
        files = reader.rows(FILES) if stale else []
    for row in rows:
        edition = row["edition_code"]
        terminal.say("")
        terminal.say(f"{edition}")
        own = [_of(found, edition) for found in (files, forms, aside, inputs, checks, verdicts, doubtful, replaced)]
        for line in _lines(terminal.words, row, own, edition in stale):
            terminal.say(line)
    terminal.say("")
    reports = settings.reports
    terminal.say(terminal.words("summary_reports", place=reports / "html" / "index.html"))
    for book in sorted(reports.glob("*.xlsx")):
        terminal.say(f"            {book}")
    for folder in (reports / "appendices", reports / "datapackage.json", reports / "csv", reports / "parquet"):
        if folder.exists():
            terminal.say(f"            {folder}")


def _lines(words: Words, row: Row, own: Sequence[list[Row]], is_stale: bool) -> Iterator[str]:
    """The lines of one edition; `own` are its files, forms, documents set aside, inputs, checks, verdicts,
    the cells to look at and the documents that others replaced."""
    files, forms, aside, inputs, checks, verdicts, doubtful, replaced = own
    held_forms = sum(int(form["problems"]) for form in forms if form["status"] == "held_back")  # told as such
    documents = sum(int(row["documents"]) for row in aside) - held_forms
    if is_stale and files:
        yield words("summary_stale", file=files[0]["file_name"], sha256=files[0]["sha256"][:12])
    rows_in, held_back = int(row["rows_in"]), int(row["held_back"])
    if rows_in or not forms:
        yield words("summary_rows", rows=rows_in, held_back=held_back, loaded=rows_in - held_back)
    if forms or documents:
        yield words("summary_forms", forms=_by_code(forms, "forms", "form", FORM_ORDER), aside=documents)
    if inputs:
        yield words("summary_inputs", inputs=_by_code(inputs, "inputs", "status", STATUS_ORDER))
    yield _checks(words, checks)
    if verdicts or not forms:
        yield _verdicts(words, verdicts)
    yield from _to_look_at(words, doubtful)
    yield from _restated(words, replaced)


def _to_look_at(words: Words, doubtful: list[Row]) -> Iterator[str]:
    """The command that follows the first figure of each verdict, and the first open fault, to its cell."""
    first: dict[str, Row] = {}
    for cell in doubtful:
        first.setdefault(cell["code"], cell)
    for cell in first.values():
        what = said("open_fault") if cell["code"] == "fault" else named("verdict", cell["code"])
        yield words("summary_explain", what=what, count=int(cell["figures"]), cell=shlex.quote(cell["cell_id"]))


def _restated(words: Words, replaced: list[Row]) -> Iterator[str]:
    """Which document counts now instead of which, and in what: a restatement of anybody replaces what it restates."""
    told: dict[tuple[str, str], list[Row]] = {}
    for part in replaced:
        told.setdefault((part["replaced"], part["current"]), []).append(part)
    for (before, now), parts in told.items():
        names = [part["table_code"] for part in parts]
        more = ["…"] if len(names) > MOST_PARTS else []
        yield words("summary_replaced", current=now, replaced=before, parts=len(parts),
                    names=", ".join([*names[:MOST_PARTS], *more]),
                    states="{edition_code}@{revision_before} {edition_code}@{revision}".format_map(parts[0]))


def _of(rows: list[Row], edition: str) -> list[Row]:
    return [row for row in rows if row["edition_code"] == edition]


def _by_code(rows: list[Row], count: str, group: str, order: Sequence[str]) -> list[Said]:
    """Each status with its number; the first one also where there is none of it."""
    counts = {row["status"]: int(row[count]) for row in rows}
    return [_counted(counts.get(status, 0), group, status) for status in order
            if counts.get(status) or status == order[0]]


def _checks(words: Words, checks: list[Row]) -> str:
    passed = sum(int(check["passed"]) for check in checks)
    failing = {check["kind"]: int(check["failing"]) for check in checks}
    return words("summary_checks", passed=passed,
                 failing=[_counted(failing.get(kind, 0), "kind", kind) for kind in KIND_ORDER])


def _verdicts(words: Words, verdicts: list[Row]) -> str:
    totals: Counter[str] = Counter()
    figures: Counter[str] = Counter()
    for verdict in verdicts:
        totals[verdict["verdict"]] += int(verdict["figures"])
        figures[verdict["figure"]] += int(verdict["figures"])
    return words("summary_verdicts", figures=sum(totals.values()),
                 kinds=[_counted(count, "figures", figure) for figure, count in sorted(figures.items())],
                 counts=[_counted(totals[verdict], "verdict", verdict) for verdict in VERDICT_ORDER])


def _counted(count: int, group: str, code: str) -> Said:
    return said("counted", count=count, what=named(group, code))
