"""What goes to Spark and what comes back, without Spark: Parquet is what both sides see of each other."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small_edition import Edition

from warehouse.load import load_edition
from warehouse.read import read_rows
from warehouse.spark_exchange import Column, SparkTable, hand_over, take_back
from warehouse.tables import EDITION_TABLES
from warehouse.workspace import prepare_building, publish

Write = Callable[[Edition], tuple[Path, Path]]


def test_spark_gets_every_row_of_raw_as_it_was_read(warehouse: str, write_edition: Write, tmp_path: Path) -> None:
    building = prepare_building(warehouse)
    load_edition(building, *write_edition(Edition()), input_hash="h1")
    written = hand_over(building, tmp_path / "raw")
    assert set(written) == {table.name for table in EDITION_TABLES}
    for table in EDITION_TABLES:
        given = pq.read_table(written[table.name][1])
        assert given.column_names == [column.name for column in table.columns]
        assert _sorted(given.to_pylist()) == _sorted(_stored(building, table.name))
    assert {row["text_printed"] for row in pq.read_table(written["cells"][1]).to_pylist()} >= {"", "0,321"}


def _stored(building: str, table: str) -> list[dict[str, object]]:
    raw = "raw_next" if building.startswith("postgresql") else "raw"
    return read_rows(building, f"{raw}.{table}")


def _sorted(rows: list[dict[str, object]]) -> list[list[str]]:
    return sorted([str(value) for _, value in sorted(row.items())] for row in rows)


def _table(folder: Path, rows: pa.Table) -> SparkTable:
    folder.mkdir(parents=True)
    pq.write_table(rows, folder / "part-0.parquet")
    columns = (Column("tên", "varchar", True, "Tên của 'nó', 100 %."), Column("điểm", "decimal(28,10)"),
               Column("hạng", "integer"), Column("ngày", "date"), Column("có", "boolean"))
    return SparkTable("reporting", "rpt_ví_dụ", columns, "Một bảng; hai dòng.", folder, (("tên", "hạng"),))


ROWS = pa.table({
    "có": pa.array([True, None], pa.bool_()),
    "tên": pa.array(["Điện Biên; 'a' \"b\"\n%", ""], pa.string()),
    "điểm": pa.array([Decimal("0.1234567890"), None], pa.decimal128(28, 10)),
    "hạng": pa.array([1, None], pa.int32()),
    "ngày": pa.array([datetime.date(2016, 12, 31), None], pa.date32()),
})


def test_what_spark_built_is_published_with_its_types_and_descriptions(warehouse: str, tmp_path: Path) -> None:
    building = prepare_building(warehouse)
    take_back(building, [_table(tmp_path / "rpt", ROWS)])
    publish(warehouse, "h1")
    found = read_rows(warehouse, 'select * from reporting."rpt_ví_dụ" order by "hạng" nulls last')
    names = [column.name for column in _table(tmp_path / "again", ROWS).columns]
    assert [list(row) for row in found] == [names, names]
    assert found == [{name: row[name] for name in names} for row in ROWS.to_pylist()]
    assert _described(warehouse) == ("Một bảng; hai dòng.", "Tên của 'nó', 100 %.")
    catalogue = "duckdb_indexes()" if warehouse.startswith("duckdb") else "pg_indexes where schemaname = 'reporting'"
    assert len(read_rows(warehouse, f"select * from {catalogue}")) == (0 if "duckdb_" in catalogue else 1)


def _described(url: str) -> tuple[object, object]:
    if url.startswith("duckdb"):
        [table] = read_rows(url, "select comment from duckdb_tables() where table_name = 'rpt_ví_dụ'")
        [column] = read_rows(url, "select comment from duckdb_columns() where column_name = 'tên'")
        return table["comment"], column["comment"]
    [row] = read_rows(url, """
        select obj_description('reporting."rpt_ví_dụ"'::regclass) as one,
            col_description('reporting."rpt_ví_dụ"'::regclass, 1) as two""")
    return row["one"], row["two"]


def test_a_figure_that_must_be_there_and_is_not_is_refused(warehouse: str, tmp_path: Path) -> None:
    building = prepare_building(warehouse)
    without = ROWS.set_column(1, "tên", pa.array(["a", None], pa.string()))
    with pytest.raises(Exception, match=r"(?i)not.null"):
        take_back(building, [_table(tmp_path / "rpt", without)])


def test_an_empty_table_comes_back_empty(warehouse: str, tmp_path: Path) -> None:
    building = prepare_building(warehouse)
    table = _table(tmp_path / "rpt", ROWS)
    for path in table.folder.iterdir():
        path.unlink()  # Spark writes no file where there is no row
    take_back(building, [table])
    publish(warehouse, "h1")
    assert read_rows(warehouse, 'select * from reporting."rpt_ví_dụ"') == []
