"""Yes and no as two columns of a form, one of which is ticked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.extractors.form_reading import BUNDLED_FORMS, codes, read_one, values

FORM = next(path for path in BUNDLED_FORMS if path.stem.endswith("So_Tu_phap"))
PLAN_ROW, ONE_STOP_ROW = 43, 33


def with_ticks(folder: Path, tick: Callable[[Worksheet], None]) -> Path:
    """The bundled form with two more columns, Có and Không, and its own answers to the two questions gone."""
    book = openpyxl.load_workbook(FORM)
    sheet = book.worksheets[0]
    sheet["G8"], sheet["H8"] = "Có", "Không"
    for row in (PLAN_ROW, ONE_STOP_ROW):
        sheet.cell(row, 4).value = None
    tick(sheet)
    book.save(folder / "phieu.xlsx")
    return folder / "phieu.xlsx"


@pytest.mark.parametrize("mark", ["x", "X", "✓"])
def test_the_ticked_column_is_the_answer(tmp_path: Path, mark: str) -> None:
    def tick(sheet: Worksheet) -> None:
        sheet.cell(PLAN_ROW, 7).value = mark
        sheet.cell(ONE_STOP_ROW, 8).value = mark

    form, outcome = read_one(with_ticks(tmp_path, tick))
    assert (values(form)["plan"], values(form)["one_stop"]) == ("1", "0")
    assert [given.sheet_cell for given in form.inputs if given.input == "one_stop"] == [f"H{ONE_STOP_ROW}"]
    assert not outcome.doubts


def test_both_columns_ticked_is_no_answer_but_a_doubt(tmp_path: Path) -> None:
    def tick(sheet: Worksheet) -> None:
        sheet.cell(PLAN_ROW, 7).value = sheet.cell(PLAN_ROW, 8).value = "x"

    form, outcome = read_one(with_ticks(tmp_path, tick))
    assert values(form)["plan"] == ""
    assert codes(outcome) == {"form_value_wordy"}


def test_a_count_is_never_taken_from_the_columns_of_answers(tmp_path: Path) -> None:
    def tick(sheet: Worksheet) -> None:
        sheet["D13"], sheet["G13"] = None, "x"

    form, _ = read_one(with_ticks(tmp_path, tick))
    assert values(form)["computers_total"] == ""
