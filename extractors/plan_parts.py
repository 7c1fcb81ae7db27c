"""What a plan sets and orders, besides its tables: targets, tasks, and whom they are given to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

TARGETS = "targets"
"""The table id of targets in cell ids; they stand in the prose."""


@dataclass(frozen=True)
class Target:
    """A target set in the prose. `comparator`: >, >=, <, <=, = or between (`target` to `target_max`).

    `due_quarter` is 1 to 4, empty where no quarter is told; `node_code` is empty for what no indicator measures;
    `is_whole_indicator`: whether the wording covers all that the indicator does.
    """

    row: int
    indicator_printed: str
    target_year: int
    comparator: str
    target: Decimal
    target_max: Decimal | None
    unit: str
    lead_printed: str
    due_printed: str
    due_quarter: int | None
    text: str
    page: int
    node_code: str = ""
    is_whole_indicator: bool = False

    def cell_id(self, edition: str) -> str:
        return f"{edition}:{TARGETS}:r{self.row}:target"


@dataclass(frozen=True)
class Task:
    """A row of a list of tasks; what is printed once for several rows is repeated. Quarters are 1 to 4."""

    table_id: str
    row: int
    group_heading: str
    subgroup_heading: str
    indicator_printed: str
    task_printed: str
    lead_printed: str
    cooperating_printed: str
    time_printed: str
    task_year: int
    quarter_from: int | None
    quarter_to: int | None

    def cell_id(self, edition: str) -> str:
        return f"{edition}:{self.table_id}:r{self.row}:task"


@dataclass(frozen=True)
class TaskIndicator:
    """An indicator that a task serves; `node_code` is empty for what is none."""

    table_id: str
    row: int
    ordinal: int
    name_printed: str
    node_code: str


@dataclass(frozen=True)
class Assignment:
    """A body (`entity_code`) or a group of bodies (`body_group`) that leads or cooperates in a task or target.

    Both are empty for one that is no body of the province, such as an enterprise.
    """

    kind: str
    """task or target."""
    table_id: str
    row: int
    role: str
    """lead or cooperating."""
    ordinal: int
    name_printed: str
    entity_code: str
    body_group: str
