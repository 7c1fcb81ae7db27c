"""`diff --changelog`: what changed in published data, in sentences that an official understands."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from flows.cli import main

RANKING = ["edition_code", "node_code", "node_name_vi", "node_name_en", "entity_code", "entity_name_vi",
           "entity_name_en", "rank_published", "score_published", "score_unit"]
PUBLICATIONS = ["edition_code", "title_vi", "title_en"]
FAULTS = ["edition_code", "cell_id", "kind", "printed", "expected", "why_vi", "why", "status"]
TWO = [["e-1", "Báo cáo năm 1", "Report of year 1"], ["e-2", "Báo cáo năm 2", ""]]


def ranked(edition: str, body: str, name: str, rank: str, score: str, unit: str = "điểm") -> list[str]:
    return [edition, "4", "Hạ tầng", "Infrastructure", body, name, "", rank, score, unit]


BEFORE = [ranked("e-1", "lc", "Lào Cai", "7", "0.51"), ranked("e-1", "hn", "Hà Nội", "1", "1234.50"),
          ranked("e-1", "ct", "Cần Thơ", "3", "0.4")]
AFTER = [ranked("e-1", "lc", "Lào Cai", "5", "0.52"), ranked("e-1", "hn", "Hà Nội", "2", "1234.5"),
         ranked("e-1", "dn", "Đà *Nẵng*", "4", "0.3"), ranked("e-2", "hn", "Hà Nội", "1", "0.9")]


def folder(place: Path, **tables: list[list[str]]) -> str:
    """A folder of reports with these CSV files, each of a header and rows, and their manifest."""
    listed = []
    for name, rows in tables.items():
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\r\n").writerows(rows)
        content = b"\xef\xbb\xbf" + stream.getvalue().encode()
        (place / "csv").mkdir(parents=True, exist_ok=True)
        (place / "csv" / f"{name}.csv").write_bytes(content)
        listed.append({"path": f"csv/{name}.csv", "bytes": len(content),
                       "sha256": hashlib.sha256(content).hexdigest()})
    (place / "manifest.json").write_text(json.dumps({"files": listed}))
    return str(place)


@pytest.fixture
def old(tmp_path: Path) -> str:
    return folder(tmp_path / "r1", publications=[PUBLICATIONS, TWO[0]], ranking=[RANKING, *BEFORE],
                  faults=[FAULTS], targets=[["target_code", "edition_code"]])


@pytest.fixture
def new(tmp_path: Path) -> str:
    fault = ["e-1", "e-1:2:r4:rate", "rank", "'=6", "7", "Hai đơn vị cùng hạng.", "Two bodies share a rank.", "open"]
    return folder(tmp_path / "r2", publications=[PUBLICATIONS, *TWO], ranking=[RANKING, *AFTER],
                  faults=[FAULTS, fault], sources=[["edition_code", "sha256"]])


def told(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["diff", "--changelog", *arguments])
    assert done.exit_code == code, done.output
    return done.output


def test_places_gained_and_figures_before_and_after_are_told_by_edition_and_body(old: str, new: str) -> None:
    text = told("--lang", "vi", old, new)
    assert text.startswith("# Thay đổi của số liệu công bố\n\nTừ r1 đến r2.\n")
    part = text[text.index("## Báo cáo năm 1 — `e-1`"):]
    assert "### Xếp hạng\n\nDòng có sửa: 2\n" in part
    assert ("* **Hạ tầng · Lào Cai** — Hạng đã in: 7 → 5 (lên 2 bậc); Kết quả đã in: 0,51 → 0,52\n" in part)
    assert "* **Hạ tầng · Hà Nội** — Hạng đã in: 1 → 2 (xuống 1 bậc)\n" in part
    assert "Dòng không còn: 1\n\n* **Hạ tầng · Cần Thơ** — Hạng đã in: 3; Kết quả đã in: 0,4\n" in part
    assert "* **Infrastructure · Lào Cai** — Rank as printed: 7 → 5 (up 2)" in told(old, new)


def test_marks_in_a_name_stay_marks(old: str, new: str) -> None:
    assert r"**Hạ tầng · Đà \*Nẵng\*** — Hạng đã in: 4; Kết quả đã in: 0,3" in told("--lang", "vi", old, new)


def test_a_fault_newly_found_is_called_so_with_print_and_reason(old: str, new: str) -> None:
    text = told("--lang", "vi", old, new)
    assert "### Sai sót của ấn phẩm\n\nSai sót mới phát hiện: 1\n" in text
    assert "`e-1:2:r4:rate`** — Bản in ghi: “=6”; Lẽ ra là: “7”; Vì sao: Hai đơn vị cùng hạng.\n" in text
    assert "Why: Two bodies share a rank." in told(old, new)


def test_a_new_edition_is_told_by_its_counts_and_tables_that_come_and_go_by_name(old: str, new: str) -> None:
    text = told(old, new)
    part = text[text.index("## New edition: Báo cáo năm 2 — `e-2`"):]
    assert "* Rankings: 1 row\n" in part and "* Publications: 1 row" in part and "Hà Nội" not in part
    assert "* New table: Sources (`csv/sources.csv`).\n" in text
    assert "* Table no longer published: Targets (`csv/targets.csv`).\n" in text
    back = told(new, old)
    assert "## Edition no longer published: Báo cáo năm 2 — `e-2`" in back and "Faults that are gone: 1" in back


def test_what_changed_alike_is_told_once_and_long_lists_are_folded(tmp_path: Path) -> None:
    before, after = ([RANKING, *(ranked("e-1", f"b{number}", f"B {number}", str(number + shift), "1", unit)
                                 for number in range(1, 31))] for shift, unit in ((0, "point"), (1, "điểm")))
    one, two = folder(tmp_path / "1", ranking=before), folder(tmp_path / "2", ranking=after)
    text = told(one, two)
    assert "Rows changed: 30\n\n* Unit: “point” → “điểm”, in 30 rows alike\n" in text
    assert text.count("(down 1)") == 9 and "* … and 21 more" in text
    assert told("--all", one, two).count("(down 1)") == 30
    assert "Nothing changed: 1 table is equal." in told("--exit-code", one, one)
    told("--exit-code", one, two, code=1)


def test_two_warehouses_are_told_in_the_same_words(old: str, new: str, tmp_path: Path) -> None:
    empty = {"r1": "cast(null as varchar)", "r2": "''"}  # published alike
    figures = "replace (cast(score_published as decimal(28, 10)) as score_published)"
    for place in (Path(old), Path(new)):
        with duckdb.connect(str(tmp_path / f"{place.name}.duckdb")) as connection:
            connection.execute("create schema reporting; create schema marts")
            for name, table, typed in (("ranking", "reporting.rpt_ranking", figures),
                                       ("publications", "marts.dim_publication", "")):
                connection.execute(f"create table {table} as select * {typed}, '{place.name}' as input_hash, "
                                   f"{empty[place.name]} as band_published "
                                   f"from read_csv('{place}/csv/{name}.csv', all_varchar = true)")
    text = told("--lang", "vi", str(tmp_path / "r1.duckdb"), str(tmp_path / "r2.duckdb"))
    assert "Từ r1.duckdb đến r2.duckdb." in text
    assert "input" not in text and "không có →" not in text, "what is published alike is no change"
    assert "* **Hạ tầng · Lào Cai** — Hạng đã in: 7 → 5 (lên 2 bậc); Kết quả đã in: 0,51 → 0,52\n" in text
    assert "## Kỳ công bố mới: Báo cáo năm 2 — `e-2`" in text
