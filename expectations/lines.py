"""What a check hands to Great Expectations: lines that put something found beside what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Place:
    """Where something stands that is in no printed table, such as a cell of a form."""

    table: str
    file: str
    cell_id: str = ""


@dataclass(frozen=True)
class Line:
    """One thing to check. `found` and `wanted` are compared exactly, so both are Decimal, int or str.

    `row` and `column` say where it is printed, `printed` and `expected` what a reader is told;
    `message` picks another wording than the check's own; `place` is for what is in no printed table.
    """

    row: int | None
    column: str | None
    printed: str
    found: Any
    wanted: Any = None
    expected: str = ""
    details: dict[str, str] = field(default_factory=dict)
    message: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Expectation:
    """A class of `great_expectations.expectations`.

    `columns` says which of its column arguments is `found` and which is `wanted`; `filler` is a value
    that it passes over.
    """

    name: str
    columns: dict[str, str]
    options: dict[str, Any] = field(default_factory=dict)
    filler: Any = None


_GREATER = "ExpectColumnPairValuesAToBeGreaterThanB"
_FILLED = {"ignore_row_if": "either_value_is_missing"}
EQUAL = Expectation("ExpectColumnPairValuesToBeEqual", {"column_A": "found", "column_B": "wanted"}, _FILLED)
# Limits stand in a column of their own: as arguments they would become binary floats, and 0.3 > 0.3.
AT_LEAST = Expectation(_GREATER, {"column_A": "found", "column_B": "wanted"}, {"or_equal": True, **_FILLED})
AT_MOST = Expectation(_GREATER, {"column_A": "wanted", "column_B": "found"}, {"or_equal": True, **_FILLED})
PRESENT = Expectation("ExpectColumnValuesToNotBeNull", {"column": "found"}, filler="")
UNIQUE = Expectation("ExpectColumnValuesToBeUnique", {"column": "found"})
WEB_ADDRESS = Expectation("ExpectColumnValuesToMatchRegex", {"column": "found"},
                          {"regex": r"(?i)^(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?$"})


@dataclass(frozen=True)
class Check(Generic[Subject]):
    """A rule inside one printed table, or over what else is checked as a whole, such as all forms.

    `code` is its name in policy.yml and messages.yml.
    """

    code: str
    expectation: Expectation
    lines: Callable[[Subject], Iterable[Line]]
