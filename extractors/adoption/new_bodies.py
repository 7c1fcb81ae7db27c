"""Bodies that no list has: said to be new by name, made of what is printed, of their siblings and of answers."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from extractors.adoption.answers import require_one_of
from extractors.adoption.proposal import NEW, NewBody, Question
from extractors.bodies import KnownBody
from extractors.contract import Mention
from extractors.errors import DataError, Problem
from extractors.names import folded, name_key, without_marks
from extractors.spec import EditionSpec, TableSpec

NONE = "none"
"""The answer that a body replaces no other one."""
Rows = Sequence[Mapping[str, str]]


@dataclass
class NewBodies:
    """Those that are told well enough, and what is to be asked of them and of the others."""

    bodies: list[NewBody] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def replaced(self) -> set[str]:
        """The bodies that are no more, as new ones took their place."""
        return {code for body in self.bodies for code in body.replaces}

    @property
    def known(self) -> list[KnownBody]:
        """The same as bodies that may be named."""
        return [KnownBody(body.entity_code, body.entity_type, body.name_vi, name_key(body.name_vi), body.valid_from, "",
                          body.slug, body.name_vi, body.parent_code) for body in self.bodies]


def new_bodies(mentions: Sequence[Mention], tables: Mapping[str, TableSpec], last: EditionSpec, period: str,
               entities: Path, answers: Mapping[str, str]) -> NewBodies:
    """The bodies of which `name:<as printed>=new` was said.

    Args:
        mentions: those that no known body is meant by.
        tables: of the new edition, by id; each tells of which types its bodies are.

    Raises:
        DataError: an answer is no date of the year or before, no body, no region or no type that it may be.
    """
    with (entities / "entities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = NewBodies()
    said: dict[str, list[Mention]] = {}
    for mention in mentions:
        if answers.get(f"name:{mention.name_printed}") == NEW:
            said.setdefault(mention.name_key, []).append(mention)
    for same in said.values():
        types = [tables[mention.table_id].entity_type.split() for mention in same]
        shared = [kind for kind in types[0] if all(kind in others for others in types)] or types[0]
        _add(found, _Asking(same[0].name_printed, found, answers), shared, rows, last, period)
    return found


@dataclass
class _Asking:
    """The questions about one body: each is answered, or has a default, or is asked."""

    printed: str
    found: NewBodies
    answers: Mapping[str, str]

    def said(self, about: str, candidates: Sequence[str], *, default: str | None = None,
             is_right: Callable[[str], bool] | None = None, expected: str = "") -> str:
        """The answer; else the default, where there is one, and the question beside it."""
        name = f"{about}:{self.printed}"
        told = self.answers.get(name)
        if told is None or (not told and default is None):
            self.found.questions.append(Question(name, f"body_{about}", self.printed, tuple(
                (value, 0.0) for value in dict.fromkeys(candidates)), default is None))
            return default or ""
        if is_right and not is_right(told):
            raise DataError([Problem("answer_wrong", found=told, expected=expected, details={"name": name})])
        return told

    def one_of(self, about: str, values: Sequence[str]) -> str:
        require_one_of(self.answers, f"{about}:{self.printed}", values, ())
        return self.said(about, values)


def _add(found: NewBodies, ask: _Asking, types: Sequence[str], rows: Rows, last: EditionSpec, period: str) -> None:
    kind = types[0] if len(types) == 1 else ask.one_of("type", _likely_types(ask.printed, types, rows))
    name_en = ask.said("name_en", ())
    first = f"{period}-01-01"
    since = ask.said("since", [first], default=first, expected=f"YYYY-MM-DD ≤ {period}-12-31",
                     is_right=lambda text: _is_day_until(text, f"{period}-12-31"))
    same_type = [row for row in rows if row["entity_type"] == kind]
    parent = last.bodies_of if any(row["parent_code"] for row in same_type) else ""
    siblings = [row for row in same_type if row["parent_code"] == parent]
    alive = [row for row in siblings if not row["valid_to"] or row["valid_to"] >= since]
    regions = sorted({row["region"] for row in alive if row["region"]})
    region = ask.one_of("region", regions) if regions else ""
    codes = [row["entity_code"] for row in alive if row["valid_from"] < since]
    replaces = ask.said("replaces", [NONE], default=NONE, expected=f"{NONE} · {' · '.join(codes)}",
                        is_right=lambda text: text == NONE or set(text.split()) <= set(codes))
    if not kind:
        return
    slug = _slug(ask.printed, since, [row["slug"] for row in rows if row["parent_code"] == parent]
                 + [body.slug for body in found.bodies if body.parent_code == parent])
    code = _prefix(siblings, kind, parent) + slug.replace("-", "_")
    found.bodies.append(NewBody(code, kind, ask.printed, name_en, region, since, parent, slug,
                                () if replaces == NONE else tuple(replaces.split())))


def _likely_types(name: str, types: Sequence[str], rows: Rows) -> list[str]:
    """Types, those first whose bodies begin with the same word."""
    first = folded(name).split()[:1]
    counts = Counter(row["entity_type"] for row in rows if folded(row["name_vi"]).split()[:1] == first)
    return sorted(types, key=lambda kind: -counts[kind])


def _is_day_until(text: str, last_day: str) -> bool:
    try:
        return len(text) == len(last_day) and date.fromisoformat(text) <= date.fromisoformat(last_day)
    except ValueError:
        return False


def _slug(name: str, since: str, taken: Sequence[str]) -> str:
    """`bo-y-te`; with the year behind it where an earlier body had that name."""
    plain = "-".join(without_marks(name_key(name)).split())
    return next(slug for slug in _numbered(plain, since[:4]) if slug not in taken)


def _numbered(plain: str, year: str) -> Iterator[str]:
    yield plain
    yield f"{plain}-{year}"
    number = 2
    while True:
        yield f"{plain}-{year}-{number}"
        number += 1


def _prefix(siblings: Rows, kind: str, parent: str) -> str:
    """What stands in front of the slug in the codes of most siblings."""
    prefixes = Counter(row["entity_code"].removesuffix(end) for row in siblings
                       if row["entity_code"].endswith(end := row["slug"].replace("-", "_")))
    return prefixes.most_common(1)[0][0] if prefixes else f"{parent or kind}_"
