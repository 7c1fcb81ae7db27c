from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from small_edition import FORM, REPORT, WORDS, Edition

from warehouse.engine import open_engine
from warehouse.errors import HandoverRefused
from warehouse.load import load_edition, remove_editions
from warehouse.marks import build_mark, loaded_editions
from warehouse.read import open_reader, read_frame, read_rows
from warehouse.tables import metadata
from warehouse.workspace import building_url

Write = Callable[[Edition], tuple[Path, Path]]


def everything(url: str) -> dict[str, list[tuple[str, ...]]]:
    """Every row of schema raw, in an order of its own."""
    with open_reader(url) as reader:
        return {
            name: sorted(tuple(str(value) for value in row.values()) for row in reader.rows(name))
            for name in metadata.tables
        }


def test_a_warehouse_that_does_not_exist_yet_holds_no_edition(warehouse: str) -> None:
    assert loaded_editions(warehouse) == {}
    assert build_mark(warehouse) is None


def test_an_edition_arrives_as_printed_and_with_exact_decimals(warehouse: str, write_edition: Write) -> None:
    assert load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    with open_reader(warehouse) as reader:
        cells = {row["cell_id"]: row for row in reader.rows("raw.cells")}
        tables = reader.rows("select * from raw.printed_tables order by ordinal")
        columns = {row["column_key"]: row for row in reader.rows("raw.printed_columns")}
        failures = reader.rows("raw.check_failures")
        results = reader.rows("raw.check_results")
    index = cells["vi-du-2031:4.1:r1:index"]
    assert (index["text_printed"], index["value"], index["decimals"]) == ("0,321", Decimal("0.321"), 3)
    assert isinstance(index["value"], Decimal)
    box = [index[name] for name in ("box_x0", "box_top", "box_x1", "box_bottom")]
    assert box == [Decimal("50.25"), Decimal(100), Decimal("200.5"), Decimal("120.125")]
    assert index["file_sha256"] == REPORT
    assert cells["vi-du-2031:4.1:r2:index"]["text_printed"] == ""
    assert cells["vi-du-2031:4.1:r2:index"]["value"] is None
    words = cells["vi-du-2031:4.8:r1:dossiers"]
    assert words["text_printed"] == WORDS
    assert (words["box_x0"], words["page"]) == (None, None)
    assert [(table["table_code"], table["notes"]) for table in tables] == [
        ("4.1", "Một.\nHai."), ("4.8", "Một.\nHai."),
    ]
    assert (columns["index"]["maximum"], columns["rank"]["maximum"]) == (Decimal(1), None)
    assert [(failure["ordinal"], failure["check_code"]) for failure in failures] == [(1, "not_empty")]
    assert results[0]["column_key"] is None
    assert (results[0]["title_en"], results[0]["title_vi"]) == ("All rows are there", "Đủ số hàng")


def test_forms_and_their_figures_arrive_with_file_sheet_and_cell(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    with open_reader(warehouse) as reader:
        [form] = reader.rows("raw.forms")
        inputs = {row["input_key"]: row for row in reader.rows("raw.form_inputs")}
        files = {row["sha256"]: (row["document_kind"], row["pages"]) for row in reader.rows("raw.source_files")}
        [edition] = reader.rows("raw.editions")
    assert (form["form_code"], form["entity_code"], form["status"]) == ("form/so-tc", "vi_du_so_tc", "counted")
    assert (form["name_printed"], form["confidence"]) == ("Sở Tài chinh", Decimal("0.98"))
    spent = inputs["budget_recurrent"]
    assert (spent["text_printed"], spent["value"], spent["unit"]) == ("6.553", Decimal(6553), "Triệu đồng")
    assert (spent["sheet"], spent["sheet_cell"], spent["file_sha256"]) == ("Phiếu", "D47", FORM)
    assert (inputs["self_D3"]["kind"], inputs["self_D3"]["value"]) == ("self_points", None)
    assert {row["status"] for row in inputs.values()} == {"accepted"}
    assert files == {REPORT: ("report", 4), FORM: ("form", None)}
    assert edition["bodies_of"] == "province_vi_du"


def test_a_figure_of_a_form_that_is_held_back_says_why(warehouse: str, write_edition: Write) -> None:
    edition = Edition()
    cell = "vi-du-2031:form/so-tc:D46:budget_it"
    edition.lines["held_back"] += [{"table": "form/so-tc", "row": None, "cell_id": cell, "reason": why}
                                   for why in ("no number", "no unit")]
    load_edition(warehouse, *write_edition(edition), input_hash="h1")
    held = read_rows(warehouse, "select cell_id, reason from raw.form_inputs where status = 'held_back'")
    assert held == [{"cell_id": cell, "reason": "no number; no unit"}]
    rows = read_rows(warehouse, "select table_code from raw.printed_rows where status = 'held_back'")
    assert rows == [{"table_code": "4.1"}]


def test_a_row_held_back_keeps_its_cells_and_says_why(warehouse: str, write_edition: Write) -> None:
    edition = Edition()
    edition.lines["held_back"].append({"table": "4.1", "row": 2, "cell_id": "", "reason": "no unit"})
    load_edition(warehouse, *write_edition(edition), input_hash="h1")
    rows = read_rows(
        warehouse,
        "select table_code, row_number, status, reason from raw.printed_rows order by table_code, row_number",
    )
    assert [tuple(row.values()) for row in rows] == [
        ("4.1", 1, "accepted", ""),
        ("4.1", 2, "held_back", "no index; no unit"),
        ("4.8", 1, "accepted", ""),
    ]
    query = "select * from raw.cells where table_code = $1 and row_number = $2"
    held = read_rows(warehouse, query, ["4.1", 2])
    assert len(held) == 3


def test_loading_twice_changes_nothing(warehouse: str, write_edition: Write) -> None:
    edition = Edition()
    assert load_edition(warehouse, *write_edition(edition), input_hash="h1") is True
    before = everything(warehouse)
    # Other figures under the same hash: had it loaded again, they would show.
    edition.lines["cells"][2]["value"] = "0.999"
    assert load_edition(warehouse, *write_edition(edition), input_hash="h1") is False
    assert everything(warehouse) == before


def test_a_new_hash_replaces_the_edition_whole_and_no_other(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition(code="khac-2030")), input_hash="other")
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    smaller = Edition(index="0.5")
    smaller.lines["cells"] = smaller.lines["cells"][:3]
    smaller.lines["held_back"] = []
    assert load_edition(warehouse, *write_edition(smaller), input_hash="h2")
    counts = read_rows(
        warehouse, "select edition_code, count(*) as cells from raw.cells group by 1 order by 1"
    )
    assert [tuple(row.values()) for row in counts] == [("khac-2030", 7), ("vi-du-2031", 3)]
    assert loaded_editions(warehouse) == {"khac-2030": "other", "vi-du-2031": "h2"}


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        # check_failures is the last table to be filled: all others have their new rows by then
        ("failures", {"why_vi": None}, "why_vi"),
        ("cells", {"value": "0,999"}, "cells.jsonl"),
        ("cells", {"value": "0.12345678901"}, "cells.jsonl"),
        ("cells", {"colour": "red"}, "colour"),
        ("mentions", {"name_key": None}, "name_key"),
    ],
)
def test_a_failing_load_leaves_the_edition_as_it_was(
    warehouse: str, write_edition: Write, file: str, line: dict[str, str], complaint: str
) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    before = everything(warehouse)
    bad = Edition(index="0.777")
    bad.lines[file][0].update(line)
    with pytest.raises(HandoverRefused, match=complaint):
        load_edition(warehouse, *write_edition(bad), input_hash="h2")
    assert everything(warehouse) == before


@pytest.mark.parametrize(("file", "cell"), [
    ("cells", "vi-du-2031:4.1:r1:rank"), ("form_inputs", "vi-du-2031:form/so-tc:D46:budget_it")])
def test_a_cell_that_is_there_twice_is_refused(
    warehouse: str, write_edition: Write, file: str, cell: str
) -> None:
    edition = Edition()
    edition.lines[file].append(edition.lines[file][0])
    with pytest.raises(HandoverRefused, match=cell):
        load_edition(warehouse, *write_edition(edition), input_hash="h1")
    assert loaded_editions(warehouse) == {}


def test_an_edition_that_the_checks_stopped_is_refused(duckdb_warehouse: str, write_edition: Write) -> None:
    with pytest.raises(HandoverRefused, match=r"vi-du-2031: the checks stopped it"):
        load_edition(duckdb_warehouse, *write_edition(Edition(stopped=True)), input_hash="h1")
    assert loaded_editions(duckdb_warehouse) == {}


def test_checks_of_another_edition_are_refused(duckdb_warehouse: str, write_edition: Write) -> None:
    extract, _ = write_edition(Edition())
    _, check = write_edition(Edition(code="khac-2030"))
    with pytest.raises(HandoverRefused, match="khac-2030"):
        load_edition(duckdb_warehouse, extract, check, "h1")


def test_a_row_held_back_that_was_never_read_is_refused(duckdb_warehouse: str, write_edition: Write) -> None:
    edition = Edition()
    edition.lines["held_back"] = [{"table": "4.1", "row": 99, "cell_id": "", "reason": "?"}]
    with pytest.raises(HandoverRefused, match=r"row 99 of table 4\.1"):
        load_edition(duckdb_warehouse, *write_edition(edition), input_hash="h1")


def test_a_figure_held_back_that_no_form_has_is_refused(duckdb_warehouse: str, write_edition: Write) -> None:
    edition = Edition()
    edition.lines["held_back"] = [{"table": "form/so-x", "row": None, "cell_id": "vi-du-2031:form/so-x:D9:staff",
                                   "reason": "?"}]
    with pytest.raises(HandoverRefused, match=r"form/so-x:D9:staff"):
        load_edition(duckdb_warehouse, *write_edition(edition), input_hash="h1")


def test_a_handover_with_a_file_missing_is_refused(duckdb_warehouse: str, write_edition: Write) -> None:
    extract, check = write_edition(Edition())
    (extract / "readings.jsonl").unlink()
    with pytest.raises(HandoverRefused, match=r"readings\.jsonl"):
        load_edition(duckdb_warehouse, extract, check, "h1")


def test_an_edition_withdrawn_leaves_with_all_its_rows(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    before = everything(warehouse)
    load_edition(warehouse, *write_edition(Edition(code="khac-2030")), input_hash="other")
    assert remove_editions(warehouse, keep=["vi-du-2031"]) == ["khac-2030"]
    assert everything(warehouse) == before
    assert remove_editions(warehouse, keep=["vi-du-2031"]) == []


def test_a_warehouse_of_an_older_chiso_gains_the_columns_it_lacks(
    warehouse: str, write_edition: Write
) -> None:
    load_edition(warehouse, *write_edition(Edition(code="khac-2030")), input_hash="other")
    with open_engine(warehouse).begin() as connection:
        for column in ("cells drop column sheet_cell", "editions drop column bodies_of",
                       "source_files drop column document_kind", "printed_tables drop column repeats"):
            connection.exec_driver_sql(f"alter table raw.{column}")
        for table in ("forms", "form_inputs"):
            connection.exec_driver_sql(f"drop table raw.{table}")
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    assert len(read_rows(warehouse, "select sheet_cell from raw.cells")) == 14
    forms = "select edition_code, count(*) as figures from raw.form_inputs group by edition_code"
    assert read_rows(warehouse, forms) == [{"edition_code": "vi-du-2031", "figures": 3}]
    bodies = read_rows(warehouse, "select edition_code, bodies_of from raw.editions order by edition_code")
    assert [tuple(row.values()) for row in bodies] == [("khac-2030", None), ("vi-du-2031", "province_vi_du")]


def test_a_frame_holds_decimals_whole_numbers_and_none_but_no_float(
    warehouse: str, write_edition: Write
) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    frame = read_frame(warehouse, "select value, decimals from raw.cells where table_code = $1", ["4.1"])
    assert {type(value) for column in frame for value in frame[column]} == {Decimal, int, type(None)}
    empty = read_frame(warehouse, "select * from raw.statements where ordinal = $1", [0])
    assert len(empty) == 0 and list(empty.columns)[:2] == ["cell_id", "edition_code"]


def test_parameters_are_values_and_never_sql(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    with open_reader(warehouse) as reader:
        query = "select count(*) as n from raw.cells where text_printed = $1"
        assert reader.rows(query, ["' or '1' = '1"]) == [{"n": 0}]
        assert reader.rows(query, ["Đắk Lắk"]) == [{"n": 1}]
        query = "select count(*) as n from raw.cells where value = $1"
        assert reader.rows(query, [Decimal("0.321")]) == [{"n": 1}]


def test_a_reader_cannot_write(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    with open_reader(warehouse) as reader, pytest.raises(Exception, match=r"read-only"):
        reader.rows("delete from raw.cells")


def test_an_engine_opened_to_read_cannot_write(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    engine = open_engine(warehouse, read_only=True)
    with engine.connect() as connection, pytest.raises(Exception, match=r"read-only"):
        connection.exec_driver_sql("delete from raw.cells")


def test_what_is_built_aside_is_not_what_readers_open(duckdb_warehouse: str, postgres_warehouse: str) -> None:
    assert building_url(duckdb_warehouse) != duckdb_warehouse
    assert building_url(duckdb_warehouse).rsplit("/", 1)[1] == duckdb_warehouse.rsplit("/", 1)[1]
    assert building_url(postgres_warehouse) == "postgresql+building" + postgres_warehouse.removeprefix("postgresql")
