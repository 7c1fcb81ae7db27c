"""The task list printed otherwise: other pages, bullets, headings; and other lists of the same make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.extractors.task_lists import assert_says, read_list
from tests.renderings.tasks_pdf import Layout, write_tasks
from tests.renderings.tasks_text import Manner, TaskList, load_task_list

LAYOUTS = {
    "as published": Layout(),
    "portrait, bullets": Layout(page=(210, 297), font_size=6.5, manner=Manner(bullet="• ")),
    "low pages, header once": Layout(page=(297, 150), repeat_header=False, manner=Manner(bullet="+ ")),
    "rows cut, header once": Layout(page=(297, 170), repeat_header=False, cut_rows=True,
                                    manner=Manner(bullet="– ", ends_items=False)),
    "rows cut, portrait": Layout(page=(210, 250), font_size=6.5, repeat_header=False, cut_rows=True,
                                 manner=Manner(headings="across")),
    "headings across": Layout(rules=(1.8, 0.25), manner=Manner(headings="across", subtitle=False)),
    "headings in their cells": Layout(page=(297, 160), manner=Manner(headings="first", bullet="* ")),
    "bullets without a blank": Layout(page=(297, 180), manner=Manner(bullet="-", ends_items=False)),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_another_layout_says_the_same(name: str, tmp_path: Path) -> None:
    tasks = load_task_list()
    assert_says(read_list(write_tasks(tmp_path / "other.pdf", tasks, LAYOUTS[name])), tasks)


@pytest.mark.parametrize("height", range(130, 290, 20))
@pytest.mark.parametrize("cut", [True, False])
def test_wherever_the_pages_break_the_rows_are_the_same(height: int, cut: bool, tmp_path: Path) -> None:
    tasks = load_task_list()
    layout = Layout(page=(297, height), font_size=7.5, repeat_header=not cut, cut_rows=cut)
    assert_says(read_list(write_tasks(tmp_path / "other.pdf", tasks, layout)), tasks)


def changed(tasks: TaskList, number: int, **texts: str) -> TaskList:
    """The list with other texts in one row (1-based)."""
    return replace(tasks, rows=tuple({**row, **texts} if place == number else row
                                     for place, row in enumerate(tasks.rows, 1)))


def one_more_group(tasks: TaskList) -> TaskList:
    """Group IV under a heading of its own, without subgroups."""
    for number in range(24, 28):
        tasks = changed(tasks, number, group_heading="IV Nhiệm vụ khác", stt="")
    return tasks


def shared_time(tasks: TaskList) -> TaskList:
    """One time for two rows, in a merged cell."""
    tasks = changed(tasks, 22, time="")
    return replace(tasks, merged=(*tasks.merged, ("time", 21, 22)))


OTHERS: dict[str, Callable[[TaskList], TaskList]] = {
    "a group without subgroups": one_more_group,
    "a time for two rows": shared_time,
    "a row without bodies": lambda tasks: changed(tasks, 4, cooperating=""),
    "a dash amid a line": lambda tasks: changed(tasks, 2, task="Triển khai tại Bảo Thắng - Bảo Yên, năm 2018 - 2020"),
    "a longer list": lambda tasks: replace(tasks, rows=(*tasks.rows, {**tasks.rows[-1], "task": "Việc thêm vào sau"}),
                                           merged=(*tasks.merged[:-1], ("indicator", 24, 28))),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_lists_are_read_as_well(name: str, tmp_path: Path) -> None:
    tasks = OTHERS[name](load_task_list())
    assert tasks != load_task_list()
    outcome = read_list(write_tasks(tmp_path / "other.pdf", tasks), len(tasks.rows))
    assert_says(outcome, tasks)


def test_a_row_that_is_lost_is_not_made_up_for(tmp_path: Path) -> None:
    """Fewer rows than a person counted: none is parted, and the count tells."""
    tasks = load_task_list()
    rows = tasks.rows[:13] + tasks.rows[14:]
    merged = tuple((column, first - (first > 14), last - (last > 14)) for column, first, last in tasks.merged)
    shorter = replace(tasks, rows=rows, merged=merged)
    outcome = read_list(write_tasks(tmp_path / "shorter.pdf", shorter))
    assert_says(outcome, shorter)
    assert outcome.tables[0].rows == 26
