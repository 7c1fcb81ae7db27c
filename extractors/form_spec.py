"""The forms of a series as data: what is asked, under which labels, and the words that forms are written in."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from extractors.names import folded
from extractors.spec import HEADER_LEVELS, NOT_PRINTED
from extractors.words import plain

FACTS = ("input_key", "indicator", "section", "kind", "unit", "also_written")
"""Columns of form_inputs.csv that are no edition's."""


@dataclass(frozen=True)
class InputSpec:
    """A figure that a form asks for. `kind`: count, flag, mark or money. `labels`: (parent label or "", label)."""

    key: str
    indicator: str
    section: str
    kind: str
    unit: str
    labels: tuple[tuple[str, str], ...]
    is_asked: bool


@dataclass(frozen=True, eq=False)
class FormSpec:
    """What the forms of one edition ask, and their words. Compare words by `plain`, never as they stand."""

    period: str
    inputs: tuple[InputSpec, ...]
    sections: Mapping[str, str]
    words: Mapping[str, Any]

    @cached_property
    def expansions(self) -> dict[str, str]:
        """Abbreviation → words, both folded, of labels."""
        return _folded_pairs(self.words["abbreviations"])

    @cached_property
    def body_expansions(self) -> dict[str, str]:
        """Abbreviation → words, both folded, of names of bodies."""
        return _folded_pairs(self.words["body_abbreviations"])

    @cached_property
    def units(self) -> dict[str, str]:
        """A unit of money as it may be written (plain, without blanks) → as recorded."""
        return {plain(written).replace(" ", ""): unit for unit, spellings in self.words["units"].items()
                for written in (unit, *spellings)}

    @cached_property
    def _input_units(self) -> frozenset[str]:
        return frozenset(plain(unit).replace(" ", "") for asked in self.inputs for unit in (
            asked.unit, *asked.unit.split("/")))

    def is_unit(self, text: str) -> bool:
        """Whether a text is a unit of an input or of money, and nothing more."""
        bare = plain(text).replace(" ", "")
        return bare in self.units or bare in self._input_units

    def unit_of(self, text: str, asked: InputSpec) -> str:
        """A written unit as recorded: one spelling for money, the input's own, or empty where it is neither."""
        bare = plain(text).replace(" ", "")
        if asked.kind == "money":
            return self.units.get(bare, "")
        own = {plain(unit).replace(" ", "") for unit in (asked.unit, *asked.unit.split("/"))}
        return asked.unit if bare in own else ""

    @cached_property
    def choices(self) -> tuple[frozenset[str], ...]:
        """Keys of inputs of which, by their heading, one is to be chosen."""
        words = self.plain_words("choose_one")
        by_heading: dict[str, set[str]] = {}
        for asked in self.inputs:
            if any(f" {word} " in f" {plain(parent)} " for parent, _ in asked.labels for word in words):
                by_heading.setdefault(asked.indicator, set()).add(asked.key)
        return tuple(frozenset(keys) for keys in by_heading.values())

    @cached_property
    def roles(self) -> dict[str, str]:
        """A word of a header, plain → what the column holds."""
        return {plain(word): role for role, words in self.words["columns"].items() for word in words}

    @cache  # noqa: B019 - a handful of specifications live as long as the program
    def plain_words(self, name: str) -> frozenset[str]:
        """One list of the words, plain."""
        return frozenset(plain(word) for word in self.words[name])

    @cache  # noqa: B019
    def answers(self, name: str) -> frozenset[str]:
        """One list of answers, folded; signs such as ☑ as they are."""
        return frozenset(folded(word) or word for word in self.words[name])


def load_form_spec(home: Path, edition: str, period: str) -> FormSpec | None:
    """The forms of an edition from `home`, the folder of its series; None where the series knows no forms.

    An edition without a column of its own in form_inputs.csv asks what the others ask. Every edition's
    wording is known to every other one.
    """
    files = (home / "forms.yml", home / "form_inputs.csv")
    if not files[0].exists():
        return None
    return _load(home, edition, period, tuple(file.stat().st_mtime_ns for file in files))


@lru_cache(maxsize=8)
def _load(home: Path, edition: str, period: str, _changed: tuple[int, ...]) -> FormSpec:
    words = yaml.safe_load((home / "forms.yml").read_text(encoding="utf-8"))
    with (home / "form_inputs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return FormSpec(period, tuple(_input(row, edition) for row in rows), words.pop("sections"), words)


def _input(row: dict[str, str], edition: str) -> InputSpec:
    own = row.get(edition, "")
    wordings = [own, *(text for name, text in row.items() if name not in FACTS and name != edition)]
    labels = [_levels(text) for text in wordings if text and text != NOT_PRINTED]
    labels += [("", text.strip()) for text in row["also_written"].split(";") if text.strip()]
    return InputSpec(row["input_key"], row["indicator"], row["section"], row["kind"], row["unit"],
                     tuple(dict.fromkeys(labels)), own != NOT_PRINTED)


def _levels(text: str) -> tuple[str, str]:
    parent, _, label = text.rpartition(HEADER_LEVELS)
    return parent.strip(), label.strip()


def years_in(text: str) -> set[str]:
    """Years told in a text, but not those inside a date or a document's number."""
    return set(re.findall(r"(?<![\d/.\-])(20\d\d)(?![\d/])", text))


def _folded_pairs(pairs: Mapping[str, str]) -> dict[str, str]:
    """Folded; what is written in several words also without marks, as some people type."""
    toneless = {plain(short): folded(long) for short, long in pairs.items() if " " in folded(short)}
    return toneless | {folded(short): folded(long) for short, long in pairs.items()}
