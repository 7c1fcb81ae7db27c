"""How wide the columns of a published table are, and which way its paper is turned."""

from __future__ import annotations

from collections.abc import Sequence

from reports.catalogue import Catalogue, Words
from reports.printed_form import Figure, PrintedTable

_NUMBERS = ((8, 11.0), (14, 9.5), (999, 7.4))  # columns up to … : letters of a column of figures
_NAME, _NARROW, _WIDE = 33.0, 6.5, 44.0
TONES = {"differs": "warn", "fault": "bad", "tie": "tie", "print_only": "note"}
_PORTRAIT, _LANDSCAPE = 96.0, 150.0  # letters across A4


def widths(table: PrintedTable) -> list[float]:
    """The width of each column in letters: figures alike, words by what stands in them, together no wider than A4."""
    usual = next(width for most, width in _NUMBERS if len(table.columns) <= most)
    found = [_width(table, place, usual) for place in range(len(table.columns))]
    words = [place for place, width in enumerate(found) if width > usual]
    room = _LANDSCAPE - sum(width for place, width in enumerate(found) if place not in words)
    asked = sum(found[place] for place in words)
    if asked > room > 0:
        for place in words:
            found[place] = max(_NARROW, round(found[place] * room / asked, 1))
    return found


def is_landscape(table: PrintedTable) -> bool:
    """Whether the table is too wide for upright paper."""
    return sum(widths(table)) > _PORTRAIT


def kind_of(catalogue: Catalogue, table: PrintedTable) -> Words:
    """What the rows of a table are, several kinds joined."""
    column = catalogue.the("ranking").column("entity_type")
    kinds = [catalogue.code(column, code).words for code in table.entity_type.split()]
    return Words(", ".join(words.vi for words in kinds), ", ".join(words.en for words in kinds))


def legend(catalogue: Catalogue, table: PrintedTable) -> list[tuple[str, Words]]:
    """What the marks of a table mean: (tone, words with how many cells bear it)."""
    texts = catalogue.texts
    named = {state: texts["figure_differs_in_print" if state == "differs" and table.form == "printed"
                          else f"figure_{state}"] for state in TONES}
    return [(tone, Words(*(f"{named[state][language]} ({table.count(state)})" for language in ("vi", "en"))))
            for state, tone in TONES.items() if table.count(state)]


def _width(table: PrintedTable, place: int, usual: float) -> float:
    cells = [line[place] for line in table.lines]
    longest = max((len(cell.text("vi", "")) for cell in cells), default=0)
    if table.columns[place]["data_type"] == "integer" and not table.columns[place]["unit"]:
        return _NARROW
    if any(cell.quantity == "body" for cell in cells):
        return _NAME
    if all(cell.is_number or not cell.text("vi", "") for cell in cells):
        return usual if longest + 2 <= usual else min(longest + 2.0, _WIDE)
    return max(usual, min(longest + 2.0, _WIDE, 8 + 5.0 * _tens_of_letters(cells)))


def _tens_of_letters(cells: Sequence[Figure]) -> int:
    """How long the words of a cell are on the average: long texts get wider columns."""
    texts = [len(cell.text("vi", "")) for cell in cells if cell.text("vi", "")]
    return 1 + sum(texts) // (10 * max(1, len(texts)))
