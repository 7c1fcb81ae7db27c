"""What each stage of an edition is made from: name → hash. Nothing else decides what is up to date.

A file that tells of several editions or indices counts with its own part only, so that next year's edition, added
to the specification and the seeds, leaves those before it alone.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from extractors import limits
from extractors.contract import revision_of
from extractors.fingerprint import place_in_edition
from extractors.spec import known_editions
from flows.settings import PROJECT
from warehouse.hashes import file_hashes, hash_inputs, hash_text

READERS = ("pdfplumber", "pdfminer.six", "openpyxl", "xlrd", "olefile")
"""Libraries whose version decides what is read of a document."""
DRAWERS = ("pypdfium2", "pillow")
"""Those that decide how a page of a document looks in the reports."""
MESSAGES = "extractors/messages.yml"
"""Told by the checks: reading keeps codes only."""
NOT_READING = (MESSAGES, "extractors/any_tables.py", "extractors/adoption/", "extractors/series/")
"""In the folder of the extractors, but no part of reading a document of a known edition."""
BODIES, FRAMEWORK = "dbt/seeds/entities", "dbt/seeds/framework"
CHECKED_FRAMEWORK = ("framework_editions", "input_limits", "input_sources", "inputs", "node_inputs", "node_maxima",
                     "node_results", "nodes", "normalisation_rules", "series_frameworks", "units")
"""Seeds of an index that the checks read; the others are dbt's alone."""
READ_FRAMEWORK = ("framework_editions", "nodes", "series_frameworks")
"""Those that tell reading the names of the indicators."""
READ_BODIES = ("entities", "entity_names", "excluded_entities")
"""Seeds that tell which bodies an edition may name."""

FrameworkEditions = frozenset[tuple[str, str]]


def extract_inputs(edition: str, documents: Mapping[Path, str]) -> dict[str, str]:
    """All documents of an edition (path → sha256), what reads them, and whose names tell revisions apart."""
    is_revised = any(revision_of(place_in_edition(path, edition)) > 1 for path in documents)
    return {**_documents(edition, documents), **_reading(edition), **(_seeds(edition, ()) if is_revised else {})}


def part_hashes(edition: str, documents: Mapping[Path, str]) -> dict[Path, str]:
    """Document → hash of what its own part of the reading is made from: no other document is in it."""
    reading = hash_inputs(_reading(edition))
    return {path: hash_inputs({**_documents(edition, {path: digest}), "reading": reading})
            for path, digest in documents.items()}


def check_inputs(edition: str, extract: str) -> dict[str, str]:
    """The hand-over `extract` (the hash of its inputs), rules, bodies and what the index says of its inputs."""
    return {"extract": extract, **code("expectations"), MESSAGES: code("extractors")[MESSAGES],
            **_seeds(edition, CHECKED_FRAMEWORK)}


def load_inputs(check: str) -> dict[str, str]:
    return {"check": check, **code("warehouse")}


def transform_inputs(loads: Mapping[str, str]) -> dict[str, str]:
    """`loads`: edition → hash of what is loaded of it."""
    return {**{f"edition {name}": digest for name, digest in loads.items()}, **code("dbt")}


def publish_inputs(transform: str, reports: Path) -> dict[str, str]:
    return {"transform": transform, **code("reports"), **{name: hash_text(version(name)) for name in DRAWERS},
            "folder": hash_text(str(reports.resolve()))}


@cache
def code(folder: str) -> dict[str, str]:
    """The files that a stage is made of, specification and seeds among them."""
    return file_hashes(PROJECT, [folder])


def _documents(edition: str, documents: Mapping[Path, str]) -> dict[str, str]:
    return {f"document {place_in_edition(path, edition)}": digest for path, digest in documents.items()}


@cache
def _reading(edition: str) -> dict[str, str]:
    """Code, libraries and specification; names of bodies and indicators where they decide what is read."""
    series = f"extractors/series/{_editions()[edition]}"
    inputs = {name: digest for name, digest in code("extractors").items() if not name.startswith(NOT_READING)}
    own = {name: _as_seen(name, digest, edition, frozenset()) for name, digest in code("extractors").items()
           if name.startswith(f"{series}/")}
    inputs |= own | {name: hash_text(version(name)) for name in READERS}
    if limits.current() != limits.Limits():  # a document beyond them is set aside
        inputs["limits"] = hash_text(repr(limits.current()))
    if f"{series}/tasks.yml" in own or f"{series}/targets.yml" in own:  # bodies, indicators
        inputs |= _seeds(edition, READ_FRAMEWORK)
    elif f"{series}/form_inputs.csv" in own:  # whose form it is, the names decide
        inputs |= _seeds(edition, ())
    return inputs


def _seeds(edition: str, framework: Collection[str]) -> dict[str, str]:
    """The seeds of bodies, and those named of the index: as far as they are about this edition."""
    valid = _framework_editions(edition)
    seeds = [f"{BODIES}/{seed}.csv" for seed in READ_BODIES] + [f"{FRAMEWORK}/{seed}.csv" for seed in framework]
    known = code(BODIES) | code(FRAMEWORK)
    return {name: _as_seen(name, known[name], edition, valid) for name in seeds}


@cache
def _framework_editions(edition: str) -> FrameworkEditions:
    """Code and edition of the indices that hold for the edition's series in its period."""
    from expectations.frameworks import framework_editions

    series = _editions()[edition]
    facts = _yaml(f"extractors/series/{series}/series.yml")["editions"][edition]
    return frozenset(framework_editions(PROJECT / FRAMEWORK, series, str(facts["period"])))


def _as_seen(name: str, digest: str, edition: str, valid: FrameworkEditions) -> str:
    """The hash of a file as this edition sees it: without what it says of other editions and indices."""
    if name.endswith("/series.yml"):
        facts = _yaml(name)
        mine = {**facts, "editions": {edition: facts["editions"][edition]}}
        return hash_text(json.dumps(mine, ensure_ascii=False, sort_keys=True, default=str))
    if name.endswith("/framework_editions.csv"):
        return hash_text(json.dumps(sorted(valid)))
    if not name.endswith(".csv"):
        return digest
    text = (PROJECT / name).read_text(encoding="utf-8")
    seen = _own_rows(list(csv.reader(io.StringIO(text, newline=""))), edition, valid)
    if name.endswith("/columns.csv"):
        seen = _own_columns(seen, edition)
    return hash_text(json.dumps(seen, ensure_ascii=False))


def _own_rows(rows: list[list[str]], edition: str, valid: FrameworkEditions) -> list[list[str]]:
    """Rows about other editions, or about methods that do not hold for this one, are left out."""
    head = rows[0]
    place = next((head.index(column) for column in ("edition", "edition_code") if column in head), None)
    if place is not None:
        return [head, *(row for row in rows[1:] if not row or row[place] == edition)]
    if {"framework_code", "framework_edition"} <= set(head):
        framework, method = head.index("framework_code"), head.index("framework_edition")
        return [head, *(row for row in rows[1:] if not row or (row[framework], row[method]) in valid)]
    return rows


def _own_columns(rows: list[list[str]], edition: str) -> list[list[str]]:
    others = _editions().keys() - {edition}
    kept = [number for number, column in enumerate(rows[0]) if column not in others]
    return [[row[number] for number in kept if number < len(row)] for row in rows]


@cache
def _editions() -> dict[str, str]:
    return known_editions()


@cache
def _yaml(name: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    facts: dict[str, Any] = yaml.load((PROJECT / name).read_text(encoding="utf-8"), Loader=loader)
    return facts
