"""The task list of Lào Cai's plan 332 as text: rows, merged cells and headings from the truth, free of any layout."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .report_text import GridCell

TRUTH = Path(__file__).parents[1] / "truth" / "laocai-ict-2017"
COLUMNS = ("stt", "indicator", "task", "lead", "cooperating", "time")
LISTED = ("indicator", "task")
"""Columns whose items stand behind bullets."""
WEIGHTS = (5, 20, 38, 14, 14, 9)
PROSE = ("UỶ BAN NHÂN DÂN TỈNH LÀO CAI", "KẾ HOẠCH", "Phần lời chỉ giữ chỗ; các nhiệm vụ đứng trong danh mục dưới đây.")
CAPTION = "DANH MỤC NHIỆM VỤ TRỌNG TÂM CẢI THIỆN ICT-Index NĂM 2018"
LIST = "<li>"
"""As a bullet: the program makes a list of its own, with the marks it draws."""
SUBTITLE = "(Kèm theo Kế hoạch số 332/KH-UBND ngày 21/12/2017 của UBND tỉnh Lào Cai)"

Row = list[GridCell | None]


@dataclass(frozen=True)
class Manner:
    """How the list is printed, its layout aside."""

    bullet: str = "- "
    """Before each item of a list; empty where a line of its own is all that tells one."""
    ends_items: bool = True
    """Whether items end with a semicolon."""
    headings: Literal["beside", "across", "first"] = "beside"
    """The mark in a cell of its own and the heading over all others; both over all columns; or each in its own cell,
    with empty ones behind."""
    subtitle: bool = True


AS_PUBLISHED = Manner()


@dataclass(frozen=True)
class TaskList:
    """A list to be printed: `rows` by column key, in printed order; `merged` are (column, first row, last row)."""

    headers: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    merged: tuple[tuple[str, int, int], ...]

    def grid(self, manner: Manner) -> Iterator[Row]:
        """Rows below the header; None where a merged cell reaches."""
        group = subgroup = ""
        reach = {(column, first): last - first + 1 for column, first, last in self.merged}
        inside = {(column, row) for column, first, last in self.merged for row in range(first + 1, last + 1)}
        for number, row in enumerate(self.rows, 1):
            if row["group_heading"] != group:
                group, subgroup = row["group_heading"], ""
                yield from [_heading(group, manner)] if group else []
            if row["subgroup_heading"] != subgroup:
                subgroup = row["subgroup_heading"]
                yield from [_heading(subgroup, manner)] if subgroup else []
            yield [None if (column, number) in inside else
                   GridCell(_lines(row[column], column, manner), rows=reach.get((column, number), 1))
                   for column in COLUMNS]


def load_task_list() -> TaskList:
    """The whole list."""
    described = next(table for table in json.loads((TRUTH / "tables.json").read_text(encoding="utf-8"))
                     if table["id"] == "task_list")
    headers = {column["key"]: column["header"] for column in described["columns"]}
    with (TRUTH / "task_list.csv").open(encoding="utf-8", newline="") as file:
        # "Quý I- Quý IV" at a line's end: nobody can tell whether a blank stood there.
        rows = tuple({key: text.replace("- Quý", "-Quý") for key, text in row.items()}
                     for row in csv.DictReader(file))
    merged = tuple((span["column"], span["from_row"], span["to_row"]) for span in described["merged"])
    return TaskList(tuple(headers[column][0] for column in COLUMNS), rows, merged)


def _heading(text: str, manner: Manner) -> Row:
    mark, _, words = text.partition(" ")
    if manner.headings == "across":
        return [GridCell((text,), columns=len(COLUMNS), is_bold=True), *[None] * (len(COLUMNS) - 1)]
    over = GridCell((words,), columns=len(COLUMNS) - 1 if manner.headings == "beside" else 1, is_bold=True)
    rest: Row = [None if manner.headings == "beside" else GridCell(("",)) for _ in COLUMNS[2:]]
    return [GridCell((mark,), is_bold=True), over, *rest]


def _lines(text: str, column: str, manner: Manner) -> tuple[str, ...]:
    """A line an item: what the truth parts by a semicolon before a capital is one."""
    items = re.split(r"; (?=[A-ZĂÂĐÊÔƠƯ])", text) if column in LISTED else [text]
    if len(items) == 1:
        return (text,)
    end = ";" if manner.ends_items else ""
    return tuple(f"{manner.bullet}{item}{'' if item.endswith('.') else end}" for item in items)
