"""The names of bodies in a new edition: spelt otherwise, new since the last edition, or gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.adoption.answers import require_one_of
from extractors.adoption.new_bodies import new_bodies
from extractors.adoption.proposal import NEW, SKIP, Drift, NameMatch, NewBody, Question
from extractors.bodies import BodyFinder, KnownBody, nearest_names, read_known_bodies
from extractors.contract import Mention
from extractors.spec import EditionSpec, TableSpec

MOST_TOLD = 3
SURE = 0.85
"""Likeness from which on the one body that is near enough is meant."""


@dataclass(frozen=True)
class NamesFound:
    """Spellings that the list of names has not, and which bodies came and went."""

    names: tuple[NameMatch, ...]
    drifts: tuple[Drift, ...]
    questions: tuple[Question, ...]
    bodies: tuple[NewBody, ...] = ()
    """Those that were said to be new."""


def names_found(mentions: Sequence[Mention], tables: Mapping[str, TableSpec], last: EditionSpec, period: str,
                entities: Path, answers: Mapping[str, str]) -> NamesFound:
    """Compare the names printed with those known.

    Args:
        tables: those of the new edition, by id.
        entities: the folder of entities.csv, entity_names.csv and excluded_entities.csv.

    Raises:
        DataError: a name is answered by a body that does not exist, or what was said of a new one cannot be.
    """
    now, before = (bodies_of_year(entities, last, year) for year in (period, last.period))
    unknown = [mention for mention in mentions if not _known(mention, tables, now)]
    new = new_bodies(unknown, tables, last, period, entities, answers)
    now = [*(body for body in now if body.entity_code not in new.replaced), *new.known]
    _require_bodies(mentions, tables, now, answers)
    names: dict[tuple[str, str], NameMatch] = {}
    questions: dict[str, Question] = {}
    seen: dict[str, str] = {}
    for mention in mentions:
        types = tables[mention.table_id].entity_type.split()
        among = [body for body in now if body.entity_type in types]
        code = _known(mention, tables, now)
        key = (mention.name_printed, " ".join(types))
        if code is None and key not in names:
            names[key] = _match(mention, among, before, answers)
            if names[key].entity_code is None and f"name:{mention.name_printed}" not in answers:
                question = _question(mention, among)
                questions[question.name] = question
        code = code or names[key].entity_code
        if code:
            seen.setdefault(code, mention.table_id)
    drifts = [Drift("name_respelt", match.where.split(" ")[0], _name(match.entity_code, now), match.printed,
                    match.likeness) for match in names.values() if match.entity_code]
    drifts += _came_and_went(seen, now, before, tables)
    return NamesFound(tuple(names.values()), tuple(drifts), (*questions.values(), *new.questions), tuple(new.bodies))


def _known(mention: Mention, tables: Mapping[str, TableSpec], now: Sequence[KnownBody]) -> str | None:
    """The body whose name is printed to the letter."""
    types = tables[mention.table_id].entity_type.split()
    return next((body.entity_code for body in now
                 if body.entity_type in types and body.name_key == mention.name_key), None)


def bodies_of_year(entities: Path, last: EditionSpec, period: str) -> list[KnownBody]:
    """Those that the edition of a year may name, left out as in the last one."""
    return read_known_bodies(entities / "entities.csv", entities / "entity_names.csv",
                             entities / "excluded_entities.csv", last.id, period, last.bodies_of)


def _match(mention: Mention, among: Sequence[KnownBody], before: Sequence[KnownBody],
           answers: Mapping[str, str]) -> NameMatch:
    """A name of a body that is no more is no other one's name misspelt: it is asked for."""
    where = f"{mention.table_id} r{mention.row}"
    said = answers.get(f"name:{mention.name_printed}")
    if said:
        known = next((body.entity_code for body in among if said in (body.entity_code, body.name, body.name_vi)), None)
        return NameMatch(mention.name_printed, known, 1.0 if known else 0.0, where)
    found = BodyFinder(among).find(mention.name_printed)
    is_of_before = any(body.name_key == mention.name_key for body in before)
    if found.body is not None and float(found.confidence) >= SURE and not is_of_before:
        return NameMatch(mention.name_printed, found.body.entity_code, float(found.confidence), where)
    near = _near(mention, among)
    return NameMatch(mention.name_printed, None, near[0][1] if near else 0.0, where)


def _require_bodies(mentions: Sequence[Mention], tables: Mapping[str, TableSpec], now: Sequence[KnownBody],
                    answers: Mapping[str, str]) -> None:
    """Every name that is answered is answered by a body of that year that its tables may name, by code or name."""
    asked = {name: mention for mention in mentions if (name := f"name:{mention.name_printed}") in answers}
    for name, mention in asked.items():
        types = {kind for other in mentions if other.name_printed == mention.name_printed
                 for kind in tables[other.table_id].entity_type.split()}
        among = [body for body in now if body.entity_type in types]
        if not any(answers[name] in (body.name, body.name_vi) for body in among):
            near = [code for code, _ in _near(mention, among)]
            require_one_of(answers, name, {body.entity_code for body in among}, (*near, NEW, SKIP))


def _near(mention: Mention, among: Sequence[KnownBody]) -> tuple[tuple[str, float], ...]:
    """The bodies that a printed name is the likest to, by code."""
    codes = {body.name: body.entity_code for body in reversed(among)}
    return tuple((codes[name], per_cent / 100) for name, per_cent in
                 nearest_names(mention.name_printed, among, MOST_TOLD) if name in codes)


def _question(mention: Mention, among: Sequence[KnownBody]) -> Question:
    near = _near(mention, among)
    best = near[0][1] if near else 0.0
    found = f"{mention.table_id} r{mention.row}: {mention.name_printed}"
    return Question(f"name:{mention.name_printed}", "name", found, (*near, (NEW, round(1 - best, 2)), (SKIP, 0.0)))


def _name(code: str | None, bodies: Sequence[KnownBody]) -> str:
    return next((body.name_vi or body.name for body in bodies if body.entity_code == code), "")


def _came_and_went(seen: Mapping[str, str], now: Sequence[KnownBody], before: Sequence[KnownBody],
                   tables: Mapping[str, TableSpec]) -> list[Drift]:
    """Bodies printed that did not exist in the last edition's year, and those that existed and are not printed; one
    that took over others under its own name is neither."""
    told = {kind for table in tables.values() if table.coverage == "all" for kind in table.entity_type.split()}
    earlier = {body.entity_code: body for body in before}
    came = {code: _name(code, now) for code in seen if code not in earlier}
    went = {code: body.name_vi or body.name for code, body in earlier.items()
            if code not in seen and body.entity_type in told}
    drifts = [Drift("body_new", seen[code], "", name, 1.0) for code, name in came.items() if name not in went.values()]
    return drifts + [Drift("body_gone", "", name, "", 1.0) for name in went.values() if name not in came.values()]
