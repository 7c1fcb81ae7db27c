"""The lists of bodies with those that an edition is the first to name, and the end of those that they replace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from extractors.adoption.proposal import NewBody, Proposal
from extractors.names import name_key
from flows.adoption_text import Row, with_rows, with_values
from flows.reference_data import ReferenceData

ENTITIES, NAMES, EVENTS, PERIODS = "entities.csv", "entity_names.csv", "entity_events.csv", "entity_periods.csv"
RENAMED, MERGED = "renamed", "merged"
UNCONFIRMED = "unconfirmed"


def with_bodies(proposal: Proposal, data: ReferenceData) -> dict[Path, str]:
    """The lists that new bodies change: file → its text. Nothing where none is new."""
    texts = {name: (data.bodies / name).read_bytes().decode() for name in (ENTITIES, NAMES, EVENTS, PERIODS)}
    for body in proposal.bodies:
        for name in (ENTITIES, NAMES, PERIODS):
            texts[name] = _ended(texts[name], body)
        texts[ENTITIES] = with_rows(texts[ENTITIES], [_entity(body)], "entity_type")
        texts[NAMES] = with_rows(texts[NAMES], [_name(body)])
        texts[EVENTS] = with_rows(texts[EVENTS], [_event(body, code, proposal) for code in body.replaces])
    return {data.bodies / name: text for name, text in texts.items()} if proposal.bodies else {}


def _entity(body: NewBody) -> Row:
    return {"entity_code": body.entity_code, "entity_type": body.entity_type, "name_vi": body.name_vi,
            "name_en": body.name_en, "region": body.region, "valid_from": body.valid_from,
            "parent_code": body.parent_code, "slug": body.slug}


def _name(body: NewBody) -> Row:
    return {"entity_code": body.entity_code, "name": body.name_vi, "name_key": name_key(body.name_vi),
            "name_kind": "official", "valid_from": body.valid_from}


def _event(body: NewBody, predecessor: str, proposal: Proposal) -> Row:
    """What was said, not what was looked up."""
    return {"event": RENAMED if len(body.replaces) == 1 else MERGED, "event_date": body.valid_from,
            "predecessor_code": predecessor, "successor_code": body.entity_code, "source": proposal.edition,
            "verified": UNCONFIRMED}


def _ended(text: str, body: NewBody) -> str:
    """The rows of the bodies that are replaced, valid until the day before."""
    last_day = (date.fromisoformat(body.valid_from) - timedelta(days=1)).isoformat()

    def ended(row: Row) -> Mapping[str, str]:
        is_open = row["entity_code"] in body.replaces and not "" < row["valid_to"] <= last_day
        return {"valid_to": last_day} if is_open else {}

    return with_values(text, ended)
