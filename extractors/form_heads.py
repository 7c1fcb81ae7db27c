"""What stands around the table of a form: who filled it in, for which year, when, and whether it corrects another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from extractors.bodies import BodyMatch
from extractors.form_columns import Block, Cells
from extractors.form_labels import take_apart
from extractors.form_spec import FormSpec, years_in
from extractors.form_values import clean
from extractors.sheets import SheetCell
from extractors.words import plain

Find = Callable[[str], BodyMatch]

_DOTS = re.compile(r"[.…_]{3,}|…+")
_DATE = re.compile(r"ngày\s*(\d{1,2}|\D{0,12}?)\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(20\d\d)",
                   re.IGNORECASE)
_AGAIN = re.compile(r"\blan (?:thu )?(\d)\b")
SIGNED_WITHIN = 6
"""Rows at the end of a table among which date and signature may stand."""
SURE = 0.95
"""A name that no label announces must be this sure to be the body's."""


@dataclass(frozen=True)
class Agency:
    """The name as written, and whom it means. `written` is empty where no name was found."""

    written: str
    match: BodyMatch | None


def lines_around(cells: Cells, blocks: Sequence[Block]) -> tuple[list[tuple[SheetCell, str]], list[str]]:
    """Lines of text above the first header of a sheet, with their cells, and those beside and under its last rows."""
    top = min((block.top for block in blocks), default=cells.last + 1)
    last_answer = max((row for block in blocks for row in cells.rows if block.first <= row <= block.last
                       and any((row, column) in cells.sheet.cells for column in block.labels)), default=top)
    above = [(cell, line) for row in sorted(cells.rows) if row < top
             for _, cell in sorted(cells.rows[row].items()) for line in cell.text.splitlines() if line.strip()]
    below = [line for row in sorted(cells.rows) if row > last_answer - SIGNED_WITHIN
             for _, cell in sorted(cells.rows[row].items()) if cell.kind == "text"
             for line in cell.text.splitlines()]
    return above, below


def find_agency(cells: Cells, above: Sequence[tuple[SheetCell, str]], spec: FormSpec, find: Find) -> Agency:
    """The body, by the label before its name, else by a line of the head that is a body's name and no one else's."""
    for cell, line in above:
        written = _after_label(cells, cell, line, spec)
        if written:
            match = find(written)
            return Agency(written, match)
    found: dict[str, Agency] = {}
    for _, line in above:
        if _is_reference(line, spec):
            continue
        for part in (line, re.split(r"\s[-–:]\s|\bcủa\b", line)[-1]):
            match = find(clean(part))
            if match.body and match.confidence >= SURE:
                found.setdefault(match.body.entity_code, Agency(clean(part), match))
    if len(found) > 1:
        names = tuple(agency.written for agency in found.values())
        return Agency(" · ".join(names), BodyMatch(None, Decimal(0), names, True))
    return next(iter(found.values()), Agency("", None))


def _after_label(cells: Cells, cell: SheetCell, line: str, spec: FormSpec) -> str:
    """What stands behind “Tên đơn vị:”, in the same cell, the next one or the one below."""
    before, colon, behind = line.partition(":")
    label = plain(take_apart(before).text)
    labels = spec.plain_words("agency_labels")
    if label not in labels:
        known = next((known for known in sorted(labels, key=len, reverse=True)
                      if known.startswith("ten ") and label.startswith(known + " ")), "")
        if not known:
            return ""
        if not colon:
            behind = " ".join(take_apart(before).text.split()[len(known.split()):])
    name = _name_in(behind)
    if name:
        return name
    right = [other for column, other in sorted(cells.rows[cell.row].items()) if column > cell.column]
    under = [other for _, other in sorted(cells.rows.get(cell.row + 1, {}).items())]
    for other in (*right, *under):
        if other.kind == "text" and _name_in(other.text) and ":" not in other.text:
            return _name_in(other.text)
    return ""


def _name_in(text: str) -> str:
    """A name without the dots of the line that it was written on, and without what follows after a gap."""
    first = next((part for part in re.split(r"\s{3,}|[;\t\n]", _DOTS.sub("   ", text)) if part.strip(" .,:-_")), "")
    return clean(first.strip(" .,:-_\xa0"))


def _is_reference(line: str, spec: FormSpec) -> bool:
    words = f" {plain(line)} "
    return any(f" {word} " in words for word in spec.plain_words("references"))


def title_years(lines: Sequence[str], spec: FormSpec) -> set[str]:
    """The years that the head tells, those of letters and dates left out."""
    return {year for line in lines if not _is_reference(line, spec) and not _DATE.search(line)
            for year in years_in(line)}


def written_on(above: Sequence[str], below: Sequence[str], spec: FormSpec) -> str:
    """The date of the form, ISO; without its day (`2012-12`) where no day was filled in; "" where there is none."""
    for lines in (below, above):
        for line in reversed([line for line in lines if not _is_reference(line, spec)]):
            for day, month, year in _DATE.findall(line):
                written = _iso(day, month, year)
                if written:
                    return written
    return ""


def _iso(day: str, month: str, year: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat() if day.isdigit() else date(
            int(year), int(month), 1).isoformat()[:7]
    except ValueError:
        return ""


def correction(titles: Sequence[str], file_name: str, spec: FormSpec) -> int:
    """0 for a first form; 2 for “lần 2”; 1 for one that says that it corrects or completes another."""
    name = plain(PurePath(file_name).stem.replace("_", " "))
    texts = [plain(line) for line in titles if not _is_reference(line, spec)] + [name]
    again = [int(number) for text in texts for number in _AGAIN.findall(text)]
    if again:
        return max(again)
    return int(any(f" {word} " in f" {text} " for text in texts for word in spec.plain_words("corrections")))


def sheet_years(name: str) -> Iterator[str]:
    """Years in the name of a sheet."""
    yield from sorted(years_in(name.replace("_", " ")))


def unit_in_head(lines: Sequence[str], spec: FormSpec) -> str:
    """The unit told for the whole form, such as “Đơn vị tính: triệu đồng”; empty where none is."""
    for line in lines:
        name, colon, unit = line.strip(" ()").rpartition(":")
        if colon and spec.roles.get(plain(name)) == "unit" and spec.is_unit(unit):
            return clean(unit)
    return ""
