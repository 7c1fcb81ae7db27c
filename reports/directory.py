"""The bodies of an edition's time: the short names of their addresses, and their regions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.safe_text import file_name
from reports.tables import Row, Value


@dataclass(frozen=True)
class Directory:
    """Body code → its row in the list of bodies, as of the edition's day; `history`: all rows of the list."""

    rows: Mapping[str, Row]
    history: Sequence[Row] = ()

    def slug(self, entity_code: object) -> str:
        """The last part of the address of a body's pages; where a list knows no short name, one made of its code."""
        row = self.rows.get(str(entity_code))
        return file_name(str(row["slug"] if row and row["slug"] else entity_code).replace("_", "-"))

    def region(self, entity_code: object) -> str:
        """The region of a body in Vietnamese; empty where there is none."""
        row = self.rows.get(str(entity_code))
        return str(row["region"] or "") if row else ""


def directory_of(bodies: Sequence[Row], as_of: Value) -> Directory:
    """The rows of the list that hold on a day (date; None: the last ones known).

    A body that is not there on that day (a later list may tell of an earlier one) stands with its last row.
    """
    found: dict[str, Row] = {}
    for row in bodies:
        code = str(row["entity_code"])
        if code not in found or _holds(row, as_of) or not _holds(found[code], as_of):
            found[code] = row
    return Directory(found, bodies)


def _holds(row: Row, as_of: Value) -> bool:
    """Whether a row holds on a day; without a day whether it holds still."""
    first, last = row["valid_from"], row["valid_to"]
    if not isinstance(as_of, datetime.date):
        return last is None
    return (not isinstance(first, datetime.date) or first <= as_of) and (
        not isinstance(last, datetime.date) or as_of <= last)
