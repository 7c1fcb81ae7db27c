"""The bodies that an edition may name, from the seeds, and those nearest to an unknown name."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from extractors.names import folded, name_key, without_marks, without_tones
from extractors.words import edits, expand

SLIPS = 2
"""Letters or marks that may be wrong in a long name; one in a short name."""
SHORT_WORD = 3
CLEARLY_FARTHER = 3
"""A letter and a mark: nearer than that, another body may be meant as well."""
KINDS = {"sở", "ubnd", "huyện", "thị", "xã", "thành", "phố"}
"""Words that tell the kind of a body; without them the name may still be meant."""


@dataclass(frozen=True)
class KnownBody:
    """A body under one of its names; a body with two names stands in the list twice."""

    entity_code: str
    entity_type: str
    name: str
    name_key: str
    valid_from: str
    valid_to: str
    slug: str = ""
    """Short name in cell ids of forms."""
    name_vi: str = ""
    """The official name."""
    parent_code: str = ""
    """The province whose body it is; empty for ministries, agencies and provinces."""


def read_known_bodies(entities_csv: Path, names_csv: Path, excluded_csv: Path, edition: str,
                      period: str, bodies_of: str = "") -> list[KnownBody]:
    """The bodies of the edition's blocks: valid on the last day of `period`, and not excluded from it.

    Args:
        entities_csv: entity_code, entity_type, valid_from, valid_to (ISO dates, both days included;
            empty: open).
        names_csv: entity_code, name, name_key, valid_from, valid_to.
        excluded_csv: edition_code, entity_code.
        bodies_of: the province whose bodies they are, beside ministries, agencies and provinces; empty: only these.
        period: the year of the data, e.g. `2016`. Its last day decides, because a report counts the
            bodies that exist at the end of its year: a merger within the year is already in force.

    Returns:
        One item for each body and name, in the order of the files.

    Raises:
        ValueError: a body of the block has no valid name, so that nothing printed could be it.
    """
    day = f"{period}-12-31"
    excluded = {row["entity_code"] for row in _rows(excluded_csv) if row["edition_code"] == edition}
    names: dict[str, list[dict[str, str]]] = {}
    for row in _rows(names_csv):
        if _is_valid(row, day):
            names.setdefault(row["entity_code"], []).append(row)
    block = [entity for entity in _rows(entities_csv)
             if _is_valid(entity, day) and entity["entity_code"] not in excluded
             and entity.get("parent_code", "") in ("", bodies_of)]
    nameless = [entity["entity_code"] for entity in block if entity["entity_code"] not in names]
    if nameless:
        raise ValueError(f"{names_csv.name}: no name valid on {day} for {', '.join(nameless)}")
    return [
        KnownBody(entity["entity_code"], entity["entity_type"], name["name"], name["name_key"],
                  entity["valid_from"], entity["valid_to"], entity.get("slug", ""), entity.get("name_vi", ""),
                  entity.get("parent_code", ""))
        for entity in block
        for name in names[entity["entity_code"]]
    ]


def nearest_names(name: str, bodies: Iterable[KnownBody], how_many: int = 3) -> list[tuple[str, int]]:
    """The known bodies most like `name` under any of their names, by first name and likeness in per cent.

    Likeness is the mean of that of the keys and that of the keys without tones, so that a lost tone
    ("Đống Nai") weighs less than a wrong letter, yet does not vanish.
    """
    key, plain = name_key(name), without_tones(name)
    first_names: dict[str, str] = {}
    best: dict[str, float] = {}
    for body in bodies:
        likeness = (_likeness(key, body.name_key) + _likeness(plain, without_tones(body.name))) / 2
        first = first_names.setdefault(body.entity_code, body.name)
        best[first] = max(best.get(first, 0.0), likeness)
    ordered = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    return [(known, round(100 * likeness)) for known, likeness in ordered[:how_many]]


@dataclass(frozen=True)
class BodyMatch:
    """Who is meant by a written name. `body` is None when nobody is, or several may be: the `candidates`."""

    body: KnownBody | None
    confidence: Decimal
    candidates: tuple[str, ...]
    is_ambiguous: bool = False
    """Whether the candidates are all meant alike, rather than only the nearest."""
    is_slip: bool = False
    """Whether the name is misspelt, rather than known or cut short."""


class BodyFinder:
    """Finds bodies by written names, among those given only.

    Args:
        abbreviations: folded abbreviation → folded words, such as `kh đt` → `kế hoạch và đầu tư`.
        place: the province that may stand behind a name ("Sở Y tế tỉnh Điện Biên").
    """

    def __init__(self, bodies: Sequence[KnownBody], abbreviations: Mapping[str, str] | None = None,
                 place: str = "") -> None:
        self._bodies, self._short, self._place = bodies, abbreviations or {}, place
        self._known = [(_written_out(body.name, self._short), body) for body in bodies]
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, name: str) -> BodyMatch:
        """The body that a name means.

        Confidence 1 for a known spelling; less for a slip of a letter or a mark, or a name cut short. A
        body is found only when every other one is clearly farther off.
        """
        keys = _spellings(name, self._short, self._place)
        exact = {body.entity_code: body for key, body in self._known if key in keys}
        if len(exact) == 1:
            return BodyMatch(next(iter(exact.values())), Decimal(1), ())
        if not exact:
            near = _within_slips(keys, self._known) or _cut_short(keys, self._known)
            if near:
                return near
        candidates = tuple(dict.fromkeys(body.name_vi or body.name for body in exact.values()))
        return BodyMatch(None, Decimal(0), candidates or tuple(near for near, _ in nearest_names(name, self._bodies)),
                         bool(candidates))


def find_body(name: str, bodies: Sequence[KnownBody]) -> BodyMatch:
    """The body that a name means, without abbreviations (`BodyFinder`)."""
    return BodyFinder(bodies).find(name)


def _spellings(name: str, short: Mapping[str, str], place: str) -> set[str]:
    """The name written out, and without the province behind it."""
    key = _written_out(name, short)
    keys = {key}
    if place:
        where = _written_out(place, {})
        for ending, instead in ((f" tỉnh {where}", ""), (f" tỉnh {where}", " tỉnh"), (f" {where}", "")):
            if key.endswith(ending):
                keys.add(key.removesuffix(ending) + instead)
    return keys


@lru_cache(maxsize=4096)
def _folded(name: str) -> tuple[str, ...]:
    return tuple(folded(name).split())


def _written_out(name: str, short: Mapping[str, str]) -> str:
    """Folded, abbreviations written out; “và” and “&” are the same as nothing."""
    return " ".join(word for word in expand(_folded(name), short) if word != "và")


def _within_slips(keys: set[str], known: Sequence[tuple[str, KnownBody]]) -> BodyMatch | None:
    """The one body that is a slip or two away, all others clearly farther."""
    best: dict[str, tuple[int, KnownBody]] = {}
    for key, body in known:
        slips = min(_slips(key, *_without_va(given)) for given in keys)
        if body.entity_code not in best or slips < best[body.entity_code][0]:
            best[body.entity_code] = (slips, body)
    ordered = sorted(best.values(), key=lambda item: item[0])
    if not ordered or ordered[0][0] > 2 * min(SLIPS, max(1, len(ordered[0][1].name) // 8)) + 1:
        return None
    slips, body = ordered[0]
    near = tuple(other.name_vi or other.name for farther, other in ordered if farther < slips + CLEARLY_FARTHER)
    if len(near) > 1:
        return BodyMatch(None, Decimal(0), near, True)
    return BodyMatch(body, round(1 - Decimal(slips) / (2 * len(body.name)), 2), (), is_slip=True)


def _without_va(key: str) -> tuple[str, int]:
    """The key without “va”, which is “và” in a hurry, and whether that was a slip."""
    words = key.split()
    kept = [word for word in words if word != "va"]
    return " ".join(kept), int(len(kept) < len(words))


def _slips(left: str, right: str, before: int = 0) -> int:
    """Two for each wrong letter, one for wrong marks, however many: some people type none at all."""
    bare, other = without_marks(left), without_marks(right)
    kinds = bare.split(" ")[0], other.split(" ")[0]
    if kinds[0] != kinds[1] and min(map(len, kinds)) <= SHORT_WORD:
        return 2 * SLIPS + 2  # another letter in so short a word is another word: “Bộ”, “Sở”
    letters = edits(bare, other, SLIPS + 1)
    wrong_marks = letters <= SLIPS and (before or edits(left, right, letters) > letters)
    return 2 * letters + bool(wrong_marks)


def _cut_short(keys: set[str], known: Sequence[tuple[str, KnownBody]]) -> BodyMatch | None:
    """The one body whose name goes on where the given one ends, or has only its kind before it."""
    found = {body.entity_code: body for key, body in known for given in keys
             if given.count(" ") >= 1 and (key.startswith(given + " ") or (
                 key.endswith(" " + given) and set(key.removesuffix(given).split()) <= KINDS))}
    if len(found) == 1:
        return BodyMatch(next(iter(found.values())), Decimal("0.9"), ())
    names = tuple(body.name_vi or body.name for body in found.values())
    return BodyMatch(None, Decimal(0), names, True) if names else None


def _likeness(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _is_valid(row: dict[str, str], day: str) -> bool:
    return row["valid_from"] <= day and (not row["valid_to"] or row["valid_to"] >= day)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
