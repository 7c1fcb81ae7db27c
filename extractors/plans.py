"""What the targets and tasks of a plan mean: indicators by their codes, bodies by theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.assignments import Assignee, AssigneeFinder
from extractors.bodies import KnownBody
from extractors.contract import Outcome
from extractors.errors import Problem
from extractors.indicator_names import IndicatorFinder, IndicatorMatch, KnownIndicator, read_wordings
from extractors.plan_parts import TARGETS, Assignment
from extractors.spec import EditionSpec
from extractors.tasks import indicators_of, read_tasks

LEAD, COOPERATING = "lead", "cooperating"


def settle_plan(outcome: Outcome, spec: EditionSpec, bodies: Sequence[KnownBody],
                indicators: Sequence[KnownIndicator]) -> None:
    """Give targets their indicators, read the tasks out of their table, and find who is given them.

    Args:
        bodies: whom a plan may give something to.
        indicators: the leaves of the index that the plan is about.
    """
    if spec.tasks is None:
        return
    told = len(outcome.doubts)
    finder = IndicatorFinder(read_wordings(spec.home), indicators)
    assignees = AssigneeFinder([body for body in bodies if body.parent_code == spec.bodies_of], spec.tasks.bodies)
    _find_indicators_of_targets(outcome, finder)
    for target in outcome.targets:
        _assign(outcome, assignees, ("target", TARGETS, target.row, LEAD), target.lead_printed, target.page)
    for table in outcome.tables:
        if table.key == spec.tasks.table and table.repeats is None:
            tasks, doubts = read_tasks(table, outcome.cells, spec.tasks, int(spec.period[:4]) + 1)
            outcome.tasks += tasks
            outcome.doubts += doubts
    pages = {(cell.table_id, cell.row): cell.page for cell in outcome.cells}
    for task in outcome.tasks:
        page = pages.get((task.table_id, task.row))
        found, uncertain = indicators_of(task, finder)
        outcome.task_indicators += found
        outcome.doubts += [replace(_uncertain(name, match), table=task.table_id, page=page)
                           for name, match in uncertain]
        for role, printed in ((LEAD, task.lead_printed), (COOPERATING, task.cooperating_printed)):
            _assign(outcome, assignees, ("task", task.table_id, task.row, role), printed, page)
    reports = [source for source in outcome.sources if source.kind == "report"]
    report = max(reports, key=lambda source: source.revision).name if reports else ""
    outcome.doubts[told:] = [replace(doubt, edition=spec.id, file=report) for doubt in outcome.doubts[told:]]


def _find_indicators_of_targets(outcome: Outcome, finder: IndicatorFinder) -> None:
    for number, target in enumerate(outcome.targets):
        match = finder.find(target.indicator_printed)
        if len(match.node_codes) == 1:
            outcome.targets[number] = replace(target, node_code=match.node_codes[0], is_whole_indicator=match.is_whole)
        if not match.is_certain:
            outcome.doubts.append(replace(_uncertain(target.indicator_printed, match), page=target.page))


def _uncertain(name: str, match: IndicatorMatch) -> Problem:
    """A name that is taken for a like one, or for none."""
    nearest = f"{match.nearest} ({match.per_cent}%)" if match.nearest else ""
    if match.node_codes:
        return Problem("indicator_like", found=name, expected=nearest)
    return Problem("indicator_unknown", found=name, expected=nearest)


def _assign(outcome: Outcome, finder: AssigneeFinder, place: tuple[str, str, int, str], printed: str,
            page: int | None) -> None:
    found = finder.find(printed)
    outcome.assignments += [Assignment(*place, ordinal, one.name_printed, one.entity_code, one.body_group)
                            for ordinal, one in enumerate(found, 1)]
    kind, table, row, role = place
    cell_id = f"{outcome.edition}:{table}:r{row}:{'target' if kind == 'target' else role}"
    outcome.doubts += [replace(doubt, table=table, page=page, cell_id=cell_id) for doubt in _doubts(found, printed)]


def _doubts(found: Sequence[Assignee], printed: str) -> Iterator[Problem]:
    for one in found:
        if one.is_misspelt:
            yield Problem("assignee_misspelt", found=one.name_printed, expected=one.expected)
        if not (one.entity_code or one.body_group):
            yield Problem("assignee_unknown", found=one.name_printed, expected=one.expected)
    if any(one.is_unparted for one in found):
        yield Problem("assignees_unparted", found=printed,
                      expected="; ".join(one.expected or one.name_printed for one in found))
