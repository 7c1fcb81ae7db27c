"""A plan's list of tasks: its rows, the indicators that they serve, and their quarters."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.contract import Cell, Table
from extractors.errors import Problem
from extractors.indicator_names import IndicatorFinder, IndicatorMatch
from extractors.merged_cells import rows_filled
from extractors.plan_parts import Task, TaskIndicator
from extractors.plan_rules import TaskRules
from extractors.quarters import quarters_of

COLUMNS = ("group_heading", "subgroup_heading", "indicator", "task", "lead", "cooperating", "time")


def read_tasks(table: Table, cells: Sequence[Cell], rules: TaskRules,
               year_after: int) -> tuple[list[Task], list[Problem]]:
    """The tasks of a list. `year_after`: the year that they are for where the caption tells none."""
    told = rules.year.search(table.caption_printed)
    year = int(told["year"]) if told else year_after
    tasks, doubts = [], []
    for row, filled in sorted(rows_filled(cell for cell in cells if cell.table_id == table.id).items()):
        group, subgroup, indicator, task, lead, cooperating, time = (
            filled[column].text if column in filled else "" for column in COLUMNS)
        quarters = quarters_of(time)
        first, last = quarters or (None, None)
        tasks.append(Task(table.id, row, group, subgroup, indicator, task, lead, cooperating, time, year, first, last))
        if quarters is None and time:
            doubts.append(Problem("task_time_unread", table=table.id, page=filled["time"].page, found=time))
    return tasks, doubts


def indicators_of(task: Task, finder: IndicatorFinder) -> tuple[list[TaskIndicator], list[tuple[str, IndicatorMatch]]]:
    """The indicators that a task serves, in the order of the print, and the names that are not certain."""
    found: list[TaskIndicator] = []
    uncertain = []
    for name, match in _names(task.indicator_printed, finder):
        found += [TaskIndicator(task.table_id, task.row, len(found) + number, name, code)
                  for number, code in enumerate(match.node_codes or ("",), 1)]
        uncertain += [] if match.is_certain else [(name, match)]
    return found, uncertain


def _names(text: str, finder: IndicatorFinder) -> list[tuple[str, IndicatorMatch]]:
    """The names, parted by semicolons; what goes on a list behind a colon belongs to the name before it."""
    names: list[tuple[str, IndicatorMatch]] = []
    for part in filter(None, (part.strip(" .:") for part in text.split(";"))):
        match = finder.find(part)
        if not match.is_certain and names and ":" in names[-1][0]:
            names[-1] = (f"{names[-1][0]}; {part}", names[-1][1])
        else:
            names.append((part, match))
    return names
