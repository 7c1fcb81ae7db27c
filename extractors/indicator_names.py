"""Which indicator of the index a printed name means: by the wordings that are listed, else by likeness."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.likeness import letters, likeness

LIKE_ENOUGH = 0.9
CLEARLY_AHEAD = 0.03
WORDINGS = "indicator_wordings.csv"


@dataclass(frozen=True)
class KnownIndicator:
    """A leaf of the index under its name."""

    node_code: str
    name: str


@dataclass(frozen=True)
class IndicatorMatch:
    """The leaves that a name means, none where no indicator measures it.

    `is_certain`: the wording is listed, or is the name itself. `nearest`: the name most like it, with its likeness
    in per cent, where it is not.
    """

    node_codes: tuple[str, ...]
    is_whole: bool
    is_certain: bool
    nearest: str = ""
    per_cent: int = 100


class IndicatorFinder:
    """Finds indicators by printed names.

    Args:
        wordings: (wording, codes of the leaves, whether it covers the whole indicator), as looked up by a person.
        known: the leaves of the index.
    """

    def __init__(self, wordings: Sequence[tuple[str, tuple[str, ...], bool]], known: Sequence[KnownIndicator]) -> None:
        self._listed = {letters(wording): IndicatorMatch(codes, is_whole, True)
                        for wording, codes, is_whole in wordings}
        for indicator in known:
            self._listed.setdefault(letters(indicator.name), IndicatorMatch((indicator.node_code,), True, True))
        self._names = [*((wording, codes, is_whole) for wording, codes, is_whole in wordings),
                       *((indicator.name, (indicator.node_code,), True) for indicator in known)]

    def find(self, name: str) -> IndicatorMatch:
        """What a name means; a name that is only like a known one is not certain."""
        for spelling in _spellings(name):
            if letters(spelling) in self._listed:
                return self._listed[letters(spelling)]
        best: dict[tuple[str, ...], tuple[float, str, bool]] = {}
        for known, codes, is_whole in self._names:
            if re.findall(r"\d+", known) == re.findall(r"\d+", name):
                best[codes] = max(best.get(codes, (0.0, "", False)), (likeness(name, known), known, is_whole))
        ordered = sorted(best.items(), key=lambda item: item[1], reverse=True)
        if not ordered:
            return IndicatorMatch((), False, False)
        codes, (ratio, known, is_whole) = ordered[0]
        ahead = ratio - (ordered[1][1][0] if len(ordered) > 1 else 0.0)
        is_found = ratio >= LIKE_ENOUGH and ahead >= CLEARLY_AHEAD
        return IndicatorMatch(codes if is_found else (), is_found and is_whole, False, known, round(100 * ratio))


def read_known_indicators(framework: Path, series: str, period: str) -> list[KnownIndicator]:
    """The leaves of the index that a series tells of, by the method of the year `period`.

    Args:
        framework: the folder of seeds with series_frameworks.csv, framework_editions.csv and nodes.csv.
    """
    codes = {row["framework_code"] for row in _rows(framework / "series_frameworks.csv")
             if row["series_code"] == series}
    methods = {(row["framework_code"], row["framework_edition"])
               for row in _rows(framework / "framework_editions.csv")
               if row["framework_code"] in codes and row["period_from"] <= period
               and (not row["period_to"] or period <= row["period_to"])}
    return [KnownIndicator(row["node_code"], row["name_vi"]) for row in _rows(framework / "nodes.csv")
            if (row["framework_code"], row["framework_edition"]) in methods and row["kind"] == "indicator"]


def read_wordings(home: Path) -> list[tuple[str, tuple[str, ...], bool]]:
    """The wordings that a series lists; none where it has no such list."""
    path = home / WORDINGS
    return [(row["wording"], tuple(row["node_codes"].split()), row["is_whole_indicator"] == "yes")
            for row in _rows(path)] if path.exists() else []


def _spellings(name: str) -> Iterator[str]:
    """The name, without a remark in parentheses, and what stands before a colon."""
    yield name
    without = re.sub(r"\s*\([^()]*\)", "", name)
    yield without
    yield without.split(":")[0]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
