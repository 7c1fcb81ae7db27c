"""What a revision of an edition tells, and what differs from the one before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

PROSE = "prose"
"""The table id of figures told in the prose."""


@dataclass(frozen=True)
class RevisionPart:
    """A part of a revision: a printed table (`4.1`), the figures of the prose (`prose`), the targets of a plan
    (`targets`), or the form of one body (`form/<slug>`).

    `status`: `current`, or `replaced` by the revision `replaced_by`; the counts are those against the reading that
    the part replaced, empty where it replaced none.
    """

    revision: int
    kind: str
    """table, prose, targets or form."""
    table: str
    file_sha256: str
    file_name: str
    page_first: int | None
    page_last: int | None
    rows_read: int
    status: str = "current"
    replaced_by: int | None = None
    rows_added: int | None = None
    rows_removed: int | None = None
    cells_changed: int | None = None


@dataclass(frozen=True)
class RevisionChange:
    """A cell that a revision tells otherwise than the one before.

    `kind`: `changed`, or `added` or `removed` with its whole row. `row_key` pairs the rows of both: body and
    occurrence, where rows name bodies. `is_value_changed`: another figure (or word), not only another print of it.
    `cell_id` is empty for what is not in the current reading any more.
    """

    revision: int
    table: str
    row_key: str
    row_printed: str
    entity_code: str
    column: str
    kind: str
    text_before: str
    text_after: str
    value_before: Decimal | None
    value_after: Decimal | None
    unit: str
    is_value_changed: bool
    row_before: int | None
    row_after: int | None
    page_before: int | None
    page_after: int | None
    sheet_cell_before: str | None
    sheet_cell_after: str | None
    file_before: str
    file_after: str
    cell_id: str
