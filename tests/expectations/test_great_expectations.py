"""How Great Expectations itself is used: exact figures, and no failure of its own taken for a verdict."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from expectations.handover import PrintedTable
from expectations.lines import AT_LEAST, AT_MOST, EQUAL, PRESENT, UNIQUE, Check, Expectation, Line
from expectations.suites import Suite
from extractors.spec import EditionSpec

ROOT = Path(__file__).parents[2]
Pairs = list[tuple[Any, Any]]


def failing(spec: EditionSpec, pairs: dict[str, tuple[Expectation, Pairs]]) -> dict[str, list[int]]:
    """Run checks over pairs of found and wanted; code → numbers of the lines that fail."""
    from expectations.run import _batches, _run

    def nothing(table: PrintedTable) -> Iterable[Line]:
        return ()

    checks = tuple((Check(code, expectation, nothing),
                    tuple(Line(1, "index", "", found, wanted) for found, wanted in values))
                   for code, (expectation, values) in pairs.items())
    return _run(Suite(spec.tables[0].id, checks), _batches())


def test_limits_are_compared_exactly_where_binary_floats_would_err(spec: EditionSpec) -> None:
    limit = Decimal("0.3")
    assert float(limit) != limit
    near = [(Decimal("0.3"), limit), (Decimal("0.30"), limit), (Decimal("0.3000000000000000000001"), limit),
            (Decimal("0.2999999999999999999999"), limit)]
    assert failing(spec, {"most": (AT_MOST, near), "least": (AT_LEAST, near), "equal": (EQUAL, near)}) == {
        "most": [2], "least": [3], "equal": [2, 3]}


def test_checks_of_different_length_do_not_disturb_each_other(spec: EditionSpec) -> None:
    assert failing(spec, {
        "present": (PRESENT, [("x", None), (None, None)]),
        "once": (UNIQUE, [("a", None), ("b", None), ("a", None), ("c", None), ("d", None)]),
        "equal": (EQUAL, [(Decimal(2), Decimal("2.0"))]),
    }) == {"present": [1], "once": [0, 2], "equal": []}


def test_an_expectation_that_cannot_run_is_our_fault_and_raises(spec: EditionSpec) -> None:
    from expectations.run import ExpectationBroken

    with pytest.raises(ExpectationBroken, match="TypeError"):
        failing(spec, {"most": (AT_MOST, [(Decimal(1), "a text")])})


def test_only_run_imports_great_expectations() -> None:
    modules = [f"expectations.{path.stem}" for path in sorted((ROOT / "expectations").glob("*.py"))
               if path.stem not in ("run", "great", "__init__")]
    code = f"import sys, {', '.join(modules)}; print({{'great_expectations', 'pandas'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "set()"
