"""What stands in the workbook, in the CSV files and on the pages, against the truth they come from."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from reporting_tables import Tables, page_at, truth_tables

from reports.build import build_reports
from reports.catalogue import load_catalogue
from reports.reading_order import reading_order

HEAD = 5


@pytest.fixture(scope="module")
def sheets(built: Path) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in load_workbook(built / "chiso-mic-2016.xlsx")}


def csv_rows(built: Path, name: str) -> list[dict[str, str]]:
    text = (built / "csv" / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_workbook_opens_with_the_guide_and_has_a_sheet_a_block_and_list(
        sheets: dict[str, Worksheet]) -> None:
    assert list(sheets) == ["Hướng dẫn", "Bộ, cơ quan ngang Bộ", "Cơ quan thuộc Chính phủ", "Tỉnh, thành phố",
                            "Xếp hạng (tất cả)", "Đối chiếu", "Sai sót của ấn phẩm", "Chất lượng dữ liệu",
                            "Nguồn"]


def test_scores_and_ranks_are_numbers_in_the_vietnamese_format(sheets: dict[str, Worksheet]) -> None:
    row = next(row for row in sheets["Tỉnh, thành phố"].iter_rows(min_row=HEAD + 2)
               if row[0].value == "An Giang")
    assert [cell.data_type for cell in row[1:15]] == ["n"] * 14
    assert [cell.value for cell in row[1:5]] == [1, 1, 0.801, 8]
    formats = {cell.number_format for cell in row[1:15]}
    assert formats == {"[$-42A]#,##0.000", "[$-42A]#,##0", "0"}


def test_every_table_has_a_bilingual_header_a_filter_frozen_heads_and_an_a4_page(
        sheets: dict[str, Worksheet]) -> None:
    for name, sheet in list(sheets.items())[1:]:
        first, _, last = sheet.auto_filter.ref.partition(":")
        head = int(re.sub(r"\D", "", first))
        header = [sheet.cell(head, column).value for column in range(1, sheet[last].column + 1)]
        assert all(re.fullmatch(r"[^\n]+\n[^\n]+", str(words)) for words in header), name
        assert sheet.freeze_panes == f"B{head + 1}"
        assert sheet.print_title_rows == f"${HEAD}:${head}"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)


def test_the_long_sheet_holds_every_rank_once(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets["Xếp hạng (tất cả)"]
    ranks = [sheet.cell(row, 4).value for row in range(HEAD + 1, sheet.max_row + 1)]
    assert sorted(ranks) == sorted(truth_tables()["rpt_ranking"]["rank_published"])


def test_a_rank_that_recomputes_differently_is_told_in_words(sheets: dict[str, Worksheet]) -> None:
    row = next(row for row in sheets["Bộ, cơ quan ngang Bộ"].iter_rows(min_row=HEAD + 2)
               if row[0].value == "Bộ Xây dựng")
    assert row[-1].value == "Dịch vụ công trực tuyến mức độ 3, 4: in 17, tính lại 16"


def test_csv_holds_every_score_exactly_with_its_printed_decimals(built: Path) -> None:
    truth = truth_tables()["rpt_ranking"]
    scores = {(row["score_cell_id"], row["entity_code"]): row["score_published"]
              for row in csv_rows(built, "ranking.csv")}
    assert len(scores) == len(truth)
    for row in truth.to_dict("records"):
        text = scores[row["score_cell_id"], row["entity_code"]]
        assert (Decimal(text) if text else None) == row["score_published"]
    assert scores["mic-2016:2.1:r1:index", "bo_cong_thuong"] == "1.000"
    assert scores["mic-2016:4.7:r1:total", "ha_giang"] == "1374"


def test_csv_begins_with_a_bom_and_ends_lines_as_rfc_4180_says(built: Path) -> None:
    content = (built / "csv" / "faults.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfedition_code,")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_the_data_dictionary_has_every_column_of_every_csv_file(built: Path) -> None:
    dictionary = csv_rows(built, "data_dictionary.csv")
    assert all(row[field] for row in dictionary for field in row if field != "unit")
    described: dict[str, list[str]] = {}
    for row in dictionary:
        described.setdefault(row["table"], []).append(row["column"])
    for report in load_catalogue().reports:
        header = (built / "csv" / f"{report.code}.csv").read_text(encoding="utf-8-sig").partition("\n")[0]
        assert header.split(",") == described.pop(report.code)
    assert described == {}


class Links(HTMLParser):
    """Ids, links, and the tags that were not closed in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [str(found["id"])] if "id" in found else []
        self.links += [str(found["href"])] if "href" in found else []
        if tag == "th" and "scope" not in found:
            self.wrong.append(tag)
        if tag not in ("meta", "link", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop() != tag:
            self.wrong.append(tag)


def parsed(path: Path) -> Links:
    links = Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


def test_every_page_is_well_formed_and_every_link_and_anchor_leads_somewhere(built: Path) -> None:
    pages = {path.resolve(): parsed(path) for path in (built / "html").rglob("*.html")}
    ranking = truth_tables()["rpt_ranking"]
    fronts, blocks, rankings, lists = 2, 3, 19, 4
    assert len(pages) == 2 * (fronts + blocks + rankings + lists + len(ranking) + ranking["entity_code"].nunique())
    for path, found in pages.items():
        assert (found.wrong, found.open) == ([], []), path
        assert len(found.ids) == len(set(found.ids)), path
        for link in found.links:
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), f"{path.name}: {link}"
            assert not anchor or unquote(anchor) in pages[target].ids, f"{path.name}: {link}"


def test_pages_need_no_network_and_only_their_own_scripts(built: Path) -> None:
    for path in (built / "html").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|@import|url\(", text), path
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text)
        assert [Path(re.findall(r' src="(.*?)"', tag)[0]).parent.name for tag, _ in scripts] == ["static"] * 3, path
        assert not any(content for _, content in scripts), path
    for path in (built / "html" / "static").glob("*.css"):
        fetched = re.findall(r"url\(([^)]*)|@import[^;]*", path.read_text(encoding="utf-8"))
        assert all(address.lstrip("\"'").startswith("data:") for address in fetched), path


def test_each_page_has_its_twin_in_the_other_language(built: Path) -> None:
    vietnamese = page_at(built, "mic-2016/reconciliation")
    english = page_at(built, "mic-2016/reconciliation.en")
    assert '<html lang="vi">' in vietnamese and '<html lang="en">' in english
    assert 'href="index.en.html" lang="en"' in vietnamese
    assert 'href="index.html" lang="vi"' in english
    assert "Chưa giải thích được" in vietnamese and "Unexplained" in english
    assert ">22,6364<" in vietnamese and ">22.6364<" in english
    assert '<dt>Ghi chú</dt><dd lang="en">249/1.100 is cut off.</dd>' in vietnamese  # no Vietnamese note was given


def test_a_ranking_page_shows_rank_body_score_and_where_recomputing_differs(built: Path) -> None:
    text = page_at(built, "mic-2016/2.6")
    row = re.search(r'<tr id="bo-xay-dung">.*?</tr>', text, re.DOTALL)
    assert row is not None
    assert re.search(r">17</td>.*>Bộ Xây dựng</a></th>", row[0], re.DOTALL) and ">khác: hạng 16</span>" in row[0]
    assert 'href="../../mic-2016/2.6/bo-xay-dung/index.html"' in row[0] and "mic-2016:2.6:r17:rank" in row[0]
    assert text.count("✓ khớp") == 18


def test_thousands_have_a_point_in_vietnamese_and_a_comma_in_english(built: Path) -> None:
    assert ">21.463.626<" in page_at(built, "mic-2016/2.7")
    assert ">21,463,626<" in page_at(built, "mic-2016/2.7.en")


def test_a_check_is_told_by_its_name_with_the_code_beside_it(built: Path, sheets: dict[str, Worksheet]) -> None:
    for name, words in (("quality", "Đủ số hàng"), ("quality.en", "All rows are there")):
        page = page_at(built, f"mic-2016/{name}")
        assert page.count(words) == 26 and page.count(">row_count<") == 26
    cells = {cell for row in sheets["Chất lượng dữ liệu"].iter_rows(values_only=True) for cell in row}
    assert {"Đủ số hàng", "All rows are there", "row_count"} <= cells


def test_the_front_page_counts_what_is_doubtful(built: Path) -> None:
    text = page_at(built, "")
    assert "<b>2</b> Hạng tính lại khác hạng đã in" in text
    assert "<b>1</b> Đối chiếu: Chưa giải thích được" in text
    assert "31/03/2017" in text


@pytest.mark.parametrize(("printed", "vietnamese"), [("2017-04", "04/2017"), ("2017", "2017")])
def test_a_date_of_publication_may_be_a_month_or_a_year(
        tables: Tables, tmp_path: Path, printed: str, vietnamese: str) -> None:
    tables["dim_publication"]["published_on"] = printed
    build_reports(tables.__getitem__, tmp_path)
    assert f"Ngày công bố {vietnamese} <" in page_at(tmp_path, "")
    assert f"Published on {printed} <" in page_at(tmp_path, ".en")


def test_bodies_stand_in_vietnamese_alphabetical_order(built: Path) -> None:
    heads = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page_at(built, "mic-2016/ranking-province"))
    names = [re.sub("<.*?>", "", head) for head in heads]
    assert names[:6] == ["An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh"]
    assert names == sorted(names, key=reading_order)
    assert len(names) == 63


def test_a_page_leaves_out_the_range_where_it_is_the_recomputed_figure_itself(built: Path) -> None:
    sections = page_at(built, "mic-2016/reconciliation.en").split("<h2")
    ranges = {re.findall(r'class="mark \w*">(.*?)<', section)[0]: ">Low<" in section
              for section in sections[1:]}
    assert ranges == {"Unexplained": True, "Known fault": False, "Within rounding": True,
                      "Equal": False}
