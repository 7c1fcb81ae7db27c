"""What a restated document replaced, and what it tells otherwise, arrives in schema raw as handed over."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from small_edition import Edition

from warehouse.errors import HandoverRefused
from warehouse.load import load_edition
from warehouse.read import open_reader

Write = Callable[[Edition], tuple[Path, Path]]


def test_both_revisions_of_a_table_and_the_changed_cell_arrive(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    with open_reader(warehouse) as reader:
        first, second = reader.rows("select * from raw.revisions order by revision")
        [change] = reader.rows("raw.revision_changes")
    assert (first["status"], first["replaced_by"], first["cells_changed"]) == ("replaced", 2, None)
    assert (second["status"], second["replaced_by"], second["cells_changed"]) == ("current", None, 1)
    assert (change["table_code"], change["column_key"], change["text_before"], change["text_after"]) == (
        "4.1", "index", "0,312", "0,321")
    assert (change["value_before"], change["value_after"]) == (Decimal("0.312"), Decimal("0.321"))
    assert change["cell_id"] == "vi-du-2031:4.1:r1:index"


def test_an_edition_without_revisions_replaces_one_that_had_them(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    again = Edition()
    again.lines["revisions"], again.lines["revision_changes"] = again.lines["revisions"][:1], []
    again.lines["revisions"][0] |= {"status": "current", "replaced_by": None}
    load_edition(warehouse, *write_edition(again), input_hash="h2")
    with open_reader(warehouse) as reader:
        [part] = reader.rows("raw.revisions")
        assert (part["revision"], part["status"]) == (1, "current")
        assert reader.rows("raw.revision_changes") == []


def test_a_figure_that_is_none_is_refused(warehouse: str, write_edition: Write) -> None:
    edition = Edition()
    edition.lines["revision_changes"][0]["value_after"] = "0,321"
    with pytest.raises(HandoverRefused, match=r"revision_changes\.jsonl"):
        load_edition(warehouse, *write_edition(edition), input_hash="h1")
