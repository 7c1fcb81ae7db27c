"""A form that stands whole on two sheets: its figures count only where both tell the same."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest

from tests.extractors.form_reading import codes, read_one, values
from tests.extractors.odd_forms import OddForm, random_answers


def drawn(seed: int) -> tuple[OddForm, dict[str, str]]:
    typed, meant, units = random_answers(random.Random(seed))
    return OddForm(answers=typed, units=units), meant


def test_two_sheets_that_ask_the_same_are_not_guessed_between(tmp_path: Path) -> None:
    form, _ = drawn(29)
    other, _ = drawn(30)
    path = form.save(tmp_path / "phieu.xlsx")
    book = openpyxl.load_workbook(path)
    other.draw(book.create_sheet("Ban sao"))
    book.save(path)
    read, outcome = read_one(path)
    assert (read.status, read.reason, values(read)) == ("held_back", "form_sheets_twice", {})
    assert codes(outcome) == {"form_sheets_twice"} and outcome.set_aside[0].found == "Phieu · Ban sao"


@pytest.mark.parametrize("is_blank", [False, True])
def test_a_second_sheet_without_other_figures_is_said_and_the_form_counts(tmp_path: Path, is_blank: bool) -> None:
    form, meant = drawn(29)
    path = form.save(tmp_path / "phieu.xlsx")
    book = openpyxl.load_workbook(path)
    (OddForm() if is_blank else form).draw(book.create_sheet("Ban sao", 0))
    book.save(path)
    read, outcome = read_one(path)
    assert (read.status, values(read)) == ("counted", meant)
    told = next(doubt for doubt in outcome.doubts if doubt.code == "form_sheets_alike")
    assert (told.found, told.expected) == ("Ban sao · Phieu", "Phieu" if is_blank else "Ban sao")
