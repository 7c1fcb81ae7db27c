"""The files of a proposed edition: its specification, the spellings it prints, the bodies it leaves out, its method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from extractors.adoption.proposal import ColumnMatch, NameMatch, Proposal, TableMatch
from extractors.names import name_key
from extractors.spec import HEADER_LEVELS, NOT_PRINTED
from flows.adoption_bodies import with_bodies
from flows.adoption_method import changed_method
from flows.adoption_text import Row, rows_of, with_column, with_edition, with_rows
from flows.reference_data import ReferenceData

COLUMN_FACTS = ("column_key", "type", "unit", "minimum", "maximum", "required", "spans_rows")
LEFT_OUT = {"reason_vi": "Tài liệu không nêu đơn vị này.", "reason_en": "The document does not name it."}


def files_of(proposal: Proposal, data: ReferenceData, answers: Mapping[str, str]) -> dict[Path, str]:
    """Every file of `data` that the edition changes → its whole new text, the entry in series.yml last: only with it
    the edition is known."""
    home, names = data.series / proposal.series, data.bodies / "entity_names.csv"
    bodies = with_bodies(proposal, data)
    changed = {
        **changed_method(proposal, data, answers),
        **bodies,
        names: _names(proposal, bodies.get(names) or _text(names)),
        home / "tables.csv": _tables(proposal, _text(home / "tables.csv")),
        home / "columns.csv": _columns(proposal, _text(home / "columns.csv")),
        home / "printed_tables.csv": with_rows(_text(home / "printed_tables.csv"), _printed(proposal)),
        home / "series.yml": with_edition(_text(home / "series.yml"), proposal.edition, _facts(proposal)),
    }
    return {path: text for path, text in changed.items() if text != _text(path)}


def left_out(proposal: Proposal, data: ReferenceData, absent: Sequence[str], said: Sequence[str]) -> dict[Path, str]:
    """The list of bodies that are not assessed, with those of the last edition that are absent again, for the same
    reason, and those of which it was said.

    Args:
        absent: bodies that the new documents do not name.
        said: those of them that are left out by decision.
    """
    path = data.bodies / "excluded_entities.csv"
    text = _text(path)
    again = left_out_again(proposal, data, absent)
    known = {row["entity_code"] for row in again}
    new = [{"edition_code": proposal.edition, "entity_code": code, **LEFT_OUT} for code in said if code not in known]
    changed = with_rows(text, [*again, *new])
    return {path: changed} if changed != text else {}


def left_out_again(proposal: Proposal, data: ReferenceData, absent: Sequence[str]) -> list[dict[str, str]]:
    """The rows of bodies that the last edition leaves out and the new documents do not name either."""
    return [{**row, "edition_code": proposal.edition} for row in rows_of(_text(data.bodies / "excluded_entities.csv"))
            if row["edition_code"] == proposal.last_edition and row["entity_code"] in absent]


def _facts(proposal: Proposal) -> dict[str, str]:
    facts = {"period": proposal.period, "published_on": proposal.published_on, "title_vi": proposal.title_vi,
             "title_en": proposal.title_en}
    return {**facts, **({"decimal_mark": proposal.decimal_mark} if proposal.decimal_mark else {})}


def _printed(proposal: Proposal) -> list[dict[str, str]]:
    return [{"edition": proposal.edition, "table_id": table.new_id, "table_key": table.table_key,
             "rows": str(table.rows), "title": table.new_title, "found_in": " ".join(table.found_in),
             "section": HEADER_LEVELS.join(table.section)} for table in proposal.printed]


def _tables(proposal: Proposal, text: str) -> str:
    """The tables of the series with those that no edition had; a fact that none had to tell gets a column."""
    new = [{**table.facts, "table_key": table.table_key} for table in proposal.printed if table.kind == "new"]
    known = text.splitlines()[0].split(",")
    for name in dict.fromkeys(name for row in new for name, value in row.items() if value and name not in known):
        text = with_column(text, name, lambda row: "")
    return with_rows(text, new)


def _columns(proposal: Proposal, text: str) -> str:
    """The headers of the new edition, in a column of its own, and a row for each column that no edition had."""
    headers = {(table.table_key, column.column_key): column.new_header
               for table in proposal.printed for column in table.columns if column.is_printed}
    known = {(row["table_key"], row["column_key"]) for row in rows_of(text)}
    editions = [name for name in rows_of(text)[0] if name not in ("table_key", *COLUMN_FACTS)] if known else []
    new = [_column(table, column, editions) for table in proposal.printed for column in table.columns
           if column.is_printed and (table.table_key, column.column_key) not in known]
    return with_column(with_rows(text, new, "table_key"), proposal.edition,
                       lambda row: headers.get((row["table_key"], row["column_key"]), NOT_PRINTED))


def _column(table: TableMatch, column: ColumnMatch, editions: Iterable[str]) -> dict[str, str]:
    facts = {name: str(getattr(column, name)) for name in COLUMN_FACTS}
    return {"table_key": table.table_key, **facts, **dict.fromkeys(editions, NOT_PRINTED)}


def _names(proposal: Proposal, text: str) -> str:
    """The list of names with the new spellings, valid as long as the body's official name is."""
    official = {row["entity_code"]: row for row in rows_of(text) if row["name_kind"] == "official"}
    known = {(row["entity_code"], row["name_key"]) for row in rows_of(text)}
    meant = {(name.entity_code, name_key(name.printed)): name for name in reversed(proposal.names) if name.entity_code}
    return with_rows(text, [_spelling(name, official) for key, name in reversed(meant.items()) if key not in known],
                     "entity_code")


def _spelling(name: NameMatch, official: Mapping[str, Row]) -> dict[str, str]:
    valid = official.get(name.entity_code or "", {})
    return {"entity_code": name.entity_code or "", "name": name.printed, "name_key": name_key(name.printed),
            "name_kind": "alias", "valid_from": valid.get("valid_from", ""), "valid_to": valid.get("valid_to", "")}


def _text(path: Path) -> str:
    return path.read_bytes().decode()
