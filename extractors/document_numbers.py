"""The number of a document, and the number that the heading of an attached part names: `(Kèm theo Kế hoạch số …)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.captions import FoundTable
from extractors.contract import DocumentNumbers
from extractors.layout import Item

NUMBER = r"(?P<number>\d+\s*/(?:\s*\d{4}\s*/)?\s*(?P<kind>[^\W\d]+(?:-[^\W\d_]+)*))"
OWN = re.compile(rf"^Số\s*:?\s*{NUMBER}", re.IGNORECASE)
ATTACHED = re.compile(rf"\bkèm theo(?: [^\W\d]+){{1,4}} số\s*:?\s*{NUMBER}", re.IGNORECASE)


def numbers_over_tables(items: Sequence[Item], found: Sequence[FoundTable]) -> dict[str, DocumentNumbers]:
    """By the id of the first table under such a heading: the number it names, and the document's own.

    A heading that names a document of another kind (a decision that issues the plan) is left out.
    """
    own = next((match for item in items if item.line and (match := OWN.match(item.line.text))), None)
    starts = sorted(((table.grids[0].page, table.grids[0].box[1]), table.table_id) for table in found if table.grids)
    told: dict[str, DocumentNumbers] = {}
    for item, following in pairwise(items) if own else ():
        rest = following.line.text if following.line else ""
        match = ATTACHED.search(f"{item.line.text} {rest}") if item.line else None
        if own and item.line and match and match.start() < len(item.line.text) and match["kind"] == own["kind"]:
            place = item.page, item.line.top
            below = next((table for start, table in starts if start > place), None)
            if below:
                told.setdefault(below, DocumentNumbers(_bare(match["number"]), _bare(own["number"])))
    return told


def _bare(number: str) -> str:
    return re.sub(r"\s+", "", number)
