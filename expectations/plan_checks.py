"""Checks of what a plan tells besides its tables: bodies and their roles, times, wording, figures in the prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from expectations.lines import EQUAL, Check, Line, Place
from expectations.plans import MISSPELT, UNPARTED, Assignee, Plan

QUARTER = re.compile(r"\b(?:IV|I{1,3}|[1-4])\b")
TWICE = re.compile(r"\b(?P<once>\w+ \w+) (?P=once)\b")
FRACTION = re.compile(r"(?P<whole>\d+)(?P<mark>[.,])(?P<fraction>\d+)(?P<rest>%?)")
THOUSANDS = 3
IN_PAIRS = re.compile(r"\b(?:vừa|càng|lại|nào|đâu|từng|mỗi)\b", re.IGNORECASE)
"""Words that say something twice on purpose (“vừa học vừa làm”)."""


def plan_body_name(plan: Plan) -> Iterator[Line]:
    """Each body is named as it is called; a slip is a misprint."""
    for one in plan.assignees:
        slip = next((doubt for doubt in one.doubts if doubt.code == MISSPELT and doubt.found == one.name_printed), None)
        right = slip.expected if slip else one.name_printed
        yield _line(plan, one, one.name_printed, right)


def plan_bodies_parted(plan: Plan) -> Iterator[Line]:
    """A mark stands between the bodies of a cell."""
    for one in {one.cell_id: one for one in plan.assignees}.values():
        run_on = next((doubt for doubt in one.doubts if doubt.code == UNPARTED), None)
        printed = run_on.found if run_on else one.name_printed
        yield _line(plan, one, printed, run_on.expected if run_on else printed)


def plan_roles_apart(plan: Plan) -> Iterator[Line]:
    """Nobody stands under the same name among those who lead a task and those who cooperate; told once for a name."""
    helpers = {(one.row, one.name_printed.casefold()) for one in plan.assignees if one.role != "lead"}
    leads = {task.row: task.lead for task in plan.tasks}
    told: set[str] = set()
    for one in plan.assignees:
        if one.role == "lead" and one.row in leads and one.name_printed not in told:
            is_both = (one.row, one.name_printed.casefold()) in helpers
            told |= {one.name_printed} if is_both else set()
            left = [other.name_printed for other in plan.assignees
                    if (other.row, other.role) == (one.row, "lead") and other.name_printed != one.name_printed]
            yield Line(one.row, "lead", leads[one.row], int(is_both), 0, "; ".join(left),
                       details={"name": one.name_printed},
                       place=Place(plan.table, plan.file, one.cell_id))


def plan_times_alike(plan: Plan) -> Iterator[Line]:
    """A span of time is written in one way throughout; told once, where the rarest way begins."""
    spans = [task for task in plan.tasks if len(QUARTER.findall(task.time)) > 1]
    ways = Counter(QUARTER.sub("_", task.time) for task in spans)
    if spans:
        usual, rarest = ways.most_common()[0][0], ways.most_common()[-1][0]
        first = next(task for task in spans if QUARTER.sub("_", task.time) == rarest)
        quarters = iter(QUARTER.findall(first.time))
        expected = re.sub("_", lambda _: next(quarters), usual) if usual.count("_") == rarest.count("_") else usual
        yield Line(first.row, "time", first.time, rarest, usual, expected, details={"ways": str(len(ways))},
                   place=Place(plan.table, plan.file, first.cell_id.rsplit(":", 1)[0] + ":time"))


def plan_words_once(plan: Plan) -> Iterator[Line]:
    """No two words are printed twice on end."""
    for task in plan.tasks:
        twice = next((match for match in TWICE.finditer(task.task) if not IN_PAIRS.search(match[0])), None)
        printed, once = (twice[0], twice["once"]) if twice else ("", "")
        yield Line(task.row, "task", printed, printed, once, once, place=Place(plan.table, plan.file, task.cell_id))


def prose_number_format(plan: Plan) -> Iterator[Line]:
    """Fractions have the mark of the document; three digits behind the other one may be thousands."""
    for told in plan.figures:
        match = FRACTION.fullmatch(told.text)
        if match and (plan.decimal_mark == match["mark"] or match["whole"] == "0"
                      or len(match["fraction"]) != THOUSANDS):
            right = match["whole"] + plan.decimal_mark + match["fraction"] + match["rest"]
            yield Line(told.row, told.figure, told.text, told.text, right, right,
                       place=Place(plan.table, plan.file, told.cell_id))


def _line(plan: Plan, one: Assignee, printed: str, expected: str) -> Line:
    return Line(one.row, one.cell_id.rsplit(":", 1)[1], printed, printed, expected, expected,
                place=Place(plan.table, plan.file, one.cell_id))


PLAN_CHECKS = (
    Check("plan_body_name", EQUAL, plan_body_name),
    Check("plan_bodies_parted", EQUAL, plan_bodies_parted),
    Check("plan_roles_apart", EQUAL, plan_roles_apart),
    Check("plan_times_alike", EQUAL, plan_times_alike),
    Check("plan_words_once", EQUAL, plan_words_once),
    Check("prose_number_format", EQUAL, prose_number_format),
)
