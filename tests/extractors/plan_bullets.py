"""Bullets, lines and bodies as a plan of the series has them, without a document."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extractors.assignments import AssigneeFinder
from extractors.bodies import KnownBody, read_known_bodies
from extractors.indicator_names import IndicatorFinder, read_known_indicators, read_wordings
from extractors.layout import Item
from extractors.spec import EditionSpec, load_edition_spec
from extractors.text_lines import Line

EDITIONS = ("laocai-ict-2016", "laocai-ict-2017")
SEEDS = Path(__file__).parents[2] / "dbt" / "seeds"


@cache
def plan_spec(edition: str = EDITIONS[1]) -> EditionSpec:
    return load_edition_spec(edition)


@cache
def plan_bodies(edition: str = EDITIONS[1]) -> list[KnownBody]:
    spec, seeds = plan_spec(edition), SEEDS / "entities"
    return read_known_bodies(seeds / "entities.csv", seeds / "entity_names.csv", seeds / "excluded_entities.csv",
                             edition, spec.period, spec.bodies_of)


@cache
def indicator_finder() -> IndicatorFinder:
    spec = plan_spec()
    return IndicatorFinder(read_wordings(spec.home),
                           read_known_indicators(SEEDS / "framework", spec.series, spec.period))


@cache
def assignee_finder() -> AssigneeFinder:
    spec = plan_spec()
    assert spec.tasks
    return AssigneeFinder([body for body in plan_bodies() if body.parent_code == spec.bodies_of], spec.tasks.bodies)


def lines(*texts: str, page: int = 1) -> list[Item]:
    """Lines of a page, one under the other, all as long as their text."""
    return [Item(page, line=Line(text, 70.0, 100.0 + 15 * number, 70.0 + 5 * len(text), 112.0 + 15 * number))
            for number, text in enumerate(texts)]
