"""What is proposed for a new edition, for a person and for a machine: tables, all drift, questions, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractors.adoption.proposal import Drift, Proposal, Question, TableMatch
from flows.adoption_trial import Trial
from flows.checking import show_findings, totals_of
from flows.terminal import Terminal
from flows.words import named, said

FIRST = 3
"""Differences of one kind, and tables of one difference, that a person is told; all with -v, and in --json."""
ADVISED = ("only_forms", "heading_levels")
"""Differences that a person should know more of."""
LONGEST = 60
"""Letters of a wording in a table for people; the whole one is in --json."""


def show_proposal(terminal: Terminal, proposal: Proposal, trial: Trial, questions: Sequence[Question],
                  is_whole: bool) -> None:
    """Everything at once: what is proposed, the differences with their likeness, what is asked, what the checks find.

    Args:
        is_whole: tell every difference on a line of its own.
    """
    words = terminal.words
    terminal.say(words("adopt_head", edition=proposal.edition, series=proposal.series, period=proposal.period,
                       published_on=proposal.published_on or "?", last=proposal.last_edition))
    for name, title in (("title_vi", proposal.title_vi), ("title_en", proposal.title_en)):
        terminal.say("  " + words("adopt_title", title=title, name=name))
    terminal.say("\n" + words("adopt_tables", tables=len(proposal.printed)))
    terminal.table(["table", "key", "likeness", "rows", "page", "title"],
                   [_table_row(terminal, table) for table in proposal.tables])
    terminal.say("\n" + words("adopt_drifts", drifts=len(proposal.drifts)))
    if proposal.drifts:
        terminal.table(["drift", "table", "column", "last edition", "new edition", "likeness"],
                       [_drift_row(terminal, drift) for drift in proposal.drifts] if is_whole else
                       list(_folded(terminal, proposal.drifts)))
    for kind in dict.fromkeys(drift.kind for drift in proposal.drifts if drift.kind in ADVISED):
        terminal.say(words.named("advice", kind))
    if proposal.names:
        terminal.say("\n" + words("adopt_names", names=len(proposal.names)))
        terminal.table(["printed", "body", "likeness", "where"], [
            (name.printed, f"{trial.names.get(name.entity_code or '', '?')} ({name.entity_code or '-'})",
             _per_cent(terminal, name.likeness), name.where) for name in proposal.names])
    _show_questions(terminal, questions)
    _show_trial(terminal, trial)


def as_object(proposal: Proposal, trial: Trial, questions: Sequence[Question], accepted: bool) -> dict[str, Any]:
    """The same for machines, nothing cut short."""
    facts = asdict(proposal)
    facts["questions"] = [asdict(question) for question in questions]
    findings = [failure.as_dict() for failure in trial.outcome.failures] if trial.outcome else []
    return {"accepted": accepted, "stopped": trial.stopped, **_plain(facts), "read": _said(trial),
            "findings": findings, "problems": [problem.as_dict() for problem in trial.problems],
            "absent": trial.absent, "verdicts": dict(trial.verdicts), "files": [_short(path) for path in trial.files]}


def _table_row(terminal: Terminal, table: TableMatch) -> tuple[str, ...]:
    rows = f"{table.rows}" if table.rows == table.rows_last else f"{table.rows_last} → {table.rows}"
    numbers = {"gone": f"{table.last_id} → -", "new": f"- → {table.new_id}"}
    number = f"{table.last_id} → {table.new_id}" if table.last_id != table.new_id else table.new_id
    return (numbers.get(table.kind, number), table.table_key, _per_cent(terminal, table.likeness), rows,
            str(table.page or table.sheet), _cut(table.new_title or table.last_title))


def _drift_row(terminal: Terminal, drift: Drift) -> tuple[str, ...]:
    return (terminal.words.named("drift", drift.kind), drift.table, drift.column, _cut(drift.last), _cut(drift.new),
            _per_cent(terminal, drift.likeness))


def _folded(terminal: Terminal, drifts: Sequence[Drift]) -> Iterator[tuple[str, ...]]:
    """The first differences of each kind, and how many more there are. The same one of several tables is one line, with
    its least likeness."""
    kinds: dict[str, dict[tuple[str, str], list[Drift]]] = {}
    for drift in drifts:
        kinds.setdefault(drift.kind, {}).setdefault((drift.last, drift.new), []).append(drift)
    for kind, alike in kinds.items():
        for same in list(alike.values())[:FIRST]:
            tables, columns = ([getattr(drift, fact) for drift in same] for fact in ("table", "column"))
            least = min(same, key=lambda drift: drift.likeness)
            yield _drift_row(terminal, replace(least, table=_first(terminal, tables), column=_first(terminal, columns)))
        if more := sum(map(len, list(alike.values())[FIRST:])):
            yield (terminal.words.named("drift", kind), "", "", terminal.words("adopt_more", count=more), "", "")


def _first(terminal: Terminal, values: Sequence[str]) -> str:
    """The first of several different names, and how many more there are."""
    names = [name for name in dict.fromkeys(values) if name]
    more = [terminal.words("adopt_and", count=len(names) - FIRST)] if len(names) > FIRST else []
    return " · ".join([*names[:FIRST], *more])


def _show_questions(terminal: Terminal, questions: Sequence[Question]) -> None:
    words = terminal.words
    if questions:
        terminal.say("\n" + words("adopt_questions", questions=len(questions)))
    for question in questions:
        needed = "" if question.is_needed else f" ({words('adopt_not_needed')})"
        terminal.say(f"  --say '{question.name}=…'{needed}  {words.named('question', question.about)}")
        if question.found:
            terminal.say(f"      {words('adopt_found', found=question.found)}")
        if question.candidates:
            offered = [f"{value} ({_per_cent(terminal, likeness)})" if likeness else value
                       for value, likeness in question.candidates]
            terminal.say(f"      {words('adopt_candidates', values=' · '.join(offered))}")


def _show_trial(terminal: Terminal, trial: Trial) -> None:
    words = terminal.words
    terminal.say("\n" + words("adopt_trial"))
    if trial.read:
        terminal.say(f"  {trial.read.render(terminal.language)}")
    if trial.outcome is None:
        terminal.problems(trial.problems)
        return
    show_findings(terminal, trial.outcome)
    terminal.say(f"  {totals_of(trial.outcome).render(terminal.language)}")
    if trial.verdicts:
        counts = [said("counted", count=count, what=named("verdict", verdict))
                  for verdict, count in trial.verdicts.items()]
        terminal.say(f"  {words('adopt_computed', verdicts=counts)}")
    if trial.is_not_computed:
        terminal.problems(trial.problems)


def _per_cent(terminal: Terminal, likeness: float) -> str:
    return f"{terminal.words.rounded(Decimal(str(round(100 * likeness, 1))), 0)} %"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST - 1]}…"


def _said(trial: Trial) -> str:
    return trial.read.render() if trial.read else ""


def _short(path: Path) -> str:
    """A file as a person knows it: the last folder but one, the folder, the name."""
    return "/".join(path.parts[-3:])


def _plain(value: Any) -> Any:
    """Likenesses as per cent to one decimal: no binary figure leaves."""
    if isinstance(value, float):
        return str(round(value, 3))
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, (list, tuple, set, frozenset)) else value
