"""Reading forms in tests: the bodies of the bundled edition, and one file's part of the outcome."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from extractors.bodies import KnownBody
from extractors.contract import Form, Outcome
from extractors.extract import extract
from extractors.names import name_key
from extractors.spec import EditionSpec, load_edition_spec
from tests.extractors.truth import ROOT

FORMS_EDITION = "dienbien-2012"
FORMS_TRUTH = ROOT / "tests" / "truth" / FORMS_EDITION
BUNDLED_FORMS = sorted((ROOT / "sources" / FORMS_EDITION / "phieu").glob("*.xlsx"))


@cache
def forms_spec() -> EditionSpec:
    return load_edition_spec(FORMS_EDITION)


@cache
def known_bodies() -> tuple[KnownBody, ...]:
    """Each body under its right name and under the one that the report prints."""
    with (FORMS_TRUTH / "entities.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            KnownBody(row["slug"].replace("-", "_"), row["entity_type"], name, name_key(name), "", "", row["slug"],
                      row["entity"], forms_spec().bodies_of)
            for row in csv.DictReader(file) for name in dict.fromkeys((row["entity"], row["entity_printed"])))


def read_forms(*paths: Path) -> Outcome:
    return extract(paths, forms_spec(), known_bodies(), workers=1)


def read_one(path: Path) -> tuple[Form, Outcome]:
    outcome = read_forms(path)
    assert len(outcome.forms) == 1, outcome
    return outcome.forms[0], outcome


def values(form: Form, kind: str = "input") -> dict[str, str]:
    """Input → value as plain decimal text, "" where there is none."""
    return {given.input: "" if given.value is None else f"{given.value:f}" for given in form.inputs
            if given.kind == kind}


def codes(outcome: Outcome) -> set[str]:
    return {problem.code for problem in (*outcome.doubts, *outcome.set_aside, *outcome.problems)}
