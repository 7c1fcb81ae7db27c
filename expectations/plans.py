"""What a plan tells besides its tables, read back from the hand-over of `extract`: tasks, bodies, the prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from expectations.handover import read_lines
from extractors.errors import Problem

PROSE = "prose"
"""Stands for a table id where figures are told in the prose."""
MISSPELT, UNPARTED = "assignee_misspelt", "assignees_unparted"
TOLD_BY_CHECKS = frozenset({MISSPELT, UNPARTED})
"""Doubts of the extractor that a check of plans tells too."""


@dataclass(frozen=True)
class Assignee:
    """A body, or a group of bodies, that something is given to; `doubts` are the extractor's about its cell."""

    table: str
    row: int
    role: str
    cell_id: str
    name_printed: str
    who: str
    """Its code, or that of the group; empty for an unknown one."""
    doubts: tuple[Problem, ...]


@dataclass(frozen=True)
class TaskText:
    row: int
    cell_id: str
    task: str
    lead: str
    time: str


@dataclass(frozen=True)
class ToldFigure:
    row: int
    figure: str
    cell_id: str
    text: str


@dataclass(frozen=True)
class Plan:
    """The part of a plan that stands under one table id: that of a list of tasks, `targets` or `prose`."""

    table: str
    file: str
    decimal_mark: str
    assignees: tuple[Assignee, ...] = ()
    tasks: tuple[TaskText, ...] = ()
    figures: tuple[ToldFigure, ...] = ()


def read_plans(folder: Path, edition: str, file: str, decimal_mark: str,
               doubts: Sequence[Problem]) -> Iterator[Plan]:
    """The parts of a plan, each under its table id; nothing for an edition that is no plan.

    Args:
        file: the name of the publication.

    Raises:
        OSError, KeyError, ValueError: the hand-over is not of the form in docs/architecture.md.
    """
    plans: dict[str, Plan] = {}

    def plan(table: str) -> Plan:
        return plans.get(table, Plan(table, file, decimal_mark))

    for line in read_lines(folder / "assignments.jsonl"):
        own = plan(line["table"])
        plans[own.table] = replace(own, assignees=(*own.assignees, _assignee(line, edition, doubts)))
    for line in read_lines(folder / "tasks.jsonl"):
        own = plan(line["table"])
        text = TaskText(line["row"], line["cell_id"], line["task_printed"], line["lead_printed"],
                        line["time_printed"])
        plans[own.table] = replace(own, tasks=(*own.tasks, text))
    for line in read_lines(folder / "statements.jsonl"):
        own = plan(PROSE)
        figure = ToldFigure(line["ordinal"], line["figure"], line["cell_id"], line["text"])
        plans[PROSE] = replace(own, figures=(*own.figures, figure))
    return iter(plans.values())


def _assignee(line: dict[str, Any], edition: str, doubts: Sequence[Problem]) -> Assignee:
    column = "target" if line["kind"] == "target" else line["role"]
    cell_id = f"{edition}:{line['table']}:r{line['row']}:{column}"
    return Assignee(line["table"], line["row"], line["role"], cell_id, line["name_printed"],
                    line["entity_code"] or line["body_group"],
                    tuple(doubt for doubt in doubts if doubt.cell_id == cell_id))
