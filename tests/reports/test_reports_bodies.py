"""A page a body, and self-assessment beside the result."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from points_tables import EDITION, found, names, page, points_tables, scores
from reporting_tables import Tables, page_at
from test_reports_formats import parsed

from reports.build import build_reports
from reports.catalogue import ReportError


def test_every_body_has_a_page_in_both_languages_and_stands_in_the_list(points: Path) -> None:
    index = page(points, "profiles")
    for body in names().values():
        name = f"body/{str(body['entity_code']).replace('_', '-')}"
        assert f'href="../../{EDITION}/{name}/index.html"' in index
        for language in ("", ".en"):
            assert str(body["entity_name_vi"]) in page(points, f"{name}{language}")
    assert len(names()) == 29


def test_a_profile_tells_place_losses_and_what_would_bring_it_further(points: Path) -> None:
    text = page(points, "body/so-tai-chinh")
    facts = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text))
    assert facts == {"Tổng điểm": "76,23 / 150", "Hạng": "12 / 20", "Mức": "Trung bình", "Điểm mất": "73,77",
                     "Tự chấm": "Không có điểm tự chấm"}
    assert "Để vượt Sở Y tế (81,27 điểm): cần thêm hơn 5,04 điểm." in text
    assert "Để lên mức “Khá” (từ 100 điểm): cần thêm 23,77 điểm. Không chỉ tiêu nào một mình là đủ." in text
    assert "Lấy lại số kỳ trước" in text
    losses = [Decimal(loss.replace(",", ".")) for loss in
              re.findall(r'/ \d+</td>\s*<td class="number">([\d,]+)</td>', text.split("<tbody>")[2])]
    assert len(losses) == 19
    assert losses == sorted(losses, reverse=True)


def test_the_first_body_is_told_that_it_leads(points: Path) -> None:
    text = page(points, "body/so-thong-tin-va-truyen-thong")
    assert "Đang đứng đầu khối." in text and "Đã ở mức cao nhất: “Khá”." in text


@pytest.mark.parametrize(("gap", "words"), [
    ("0", "Đang bằng điểm"), ("0.003", "cần thêm hơn chưa đến 0,01 điểm"), ("0.006", "cần thêm hơn 0,01 điểm")])
def test_a_small_gap_is_never_told_as_nothing(given: Tables, tmp_path: Path, gap: str, words: str) -> None:
    given["rpt_body_outlook"]["points_to_next_rank"] = Decimal(gap)
    build_reports(given.__getitem__, tmp_path)
    assert words in page(tmp_path, "body/ubnd-huyen-tuan-giao")


def test_a_figure_carried_over_or_capped_tells_from_what(given: Tables, tmp_path: Path) -> None:
    values, profile = given["rpt_indicator_values"], given["rpt_body_profile"]
    for node, column, told in (("A1", "carried_from_edition", EDITION), ("A2", "capped_from", Decimal("120.5"))):
        values.loc[values["indicator_code"] == node, column] = told
        profile.loc[profile["node_code"] == node, "status"] = "carried_over" if node == "A1" else "capped"
    build_reports(given.__getitem__, tmp_path)
    text = page(tmp_path, "body/ubnd-huyen-tuan-giao")
    assert "Lấy lại số kỳ trước <b>năm 2012</b>" in text and "Hạ về mức hợp lý <b>từ 120,5</b>" in text


def test_self_assessment_names_the_boldest_and_those_who_told_nothing(points: Path) -> None:
    text = page(points, "self_assessment")
    assert "14/20 đơn vị có điểm tự chấm." in text and "1/9 đơn vị có điểm tự chấm." in text
    assert "cao hơn kết quả nhiều nhất: Sở Kế hoạch và Đầu tư (+19,1), Sở Tài nguyên và Môi trường (+18,2)" in text
    assert "thấp hơn kết quả nhiều nhất: Sở Ngoại vụ (-20,1)" in text
    silent = re.findall(r"Không có điểm tự chấm</b> \((\d+)\): (.*?)</p>", text)
    assert [count for count, _ in silent] == ["6", "8"]
    assert "Sở Tài chính" in silent[0][1]
    assert "-0,0" not in text
    assert re.findall(r">([^<]*) \*</th>", text) == ["Sở Nội vụ", "Ban Dân tộc tỉnh"]
    assert page(points, "self_assessment.en").count("of 20 bodies assessed themselves") == 1


def test_the_workbook_sets_self_assessment_beside_the_result(points: Path) -> None:
    sheet = load_workbook(points / f"chiso-{EDITION}.xlsx")["Tự chấm và kết quả"]
    line = found(sheet, "UBND huyện Điện Biên Đông").row
    assert [cell.value for cell in sheet[line][2:5]] == [126, float(scores()["h-dien-bien-dong", "overall"]),
                                                         float(126 - scores()["h-dien-bien-dong", "overall"])]
    assert sheet.cell(found(sheet, "Sở Tài chính").row, 3).value == "Không có điểm tự chấm"


def test_ranking_blocks_stand_from_the_whole_index_down_with_bands(points: Path) -> None:
    sheet = load_workbook(points / f"chiso-{EDITION}.xlsx")["Sở, ban, ngành"]
    heads = [str(cell.value).splitlines()[0] for cell in sheet[5] if cell.value]
    assert heads == ["Đơn vị", "Chỉ số E-GOV Index", "Hạ tầng kỹ thuật CNTT", "Ứng dụng CNTT",
                     "Nguồn nhân lực CNTT", "Chính sách và đầu tư cho ứng dụng CNTT", "Mức", "Khác biệt"]
    assert found(sheet, "Sở Tài chính").offset(0, 11).value == "Trung bình"
    assert f'href="../../{EDITION}/body/so-tai-chinh/index.html"' in page(points, "ranking-department")


def test_every_page_is_well_formed_and_its_links_lead_somewhere(points: Path) -> None:
    pages = {path.resolve(): parsed(path) for path in (points / "html").rglob("*.html")}
    fronts, blocks, rankings, indicators, own, lists = 2, 2, 5, 19, 3, 4
    figures = len(points_tables()["rpt_ranking"])
    assert len(pages) == 2 * (fronts + blocks + rankings + indicators + own + lists + figures + len(names()))
    for path, content in pages.items():
        assert (content.wrong, content.open) == ([], []), path
        for link in content.links:
            target = (path.parent / link.partition("#")[0]).resolve() if link.partition("#")[0] else path
            assert target.is_file(), f"{path.name}: {link}"


def test_a_body_whose_code_is_no_file_name_is_refused(given: Tables, tmp_path: Path) -> None:
    for name in ("rpt_body_outlook", "rpt_body_profile"):
        given[name].loc[given[name]["entity_code"] == "ubnd_huyen_tuan_giao", "entity_code"] = "../x"
    with pytest.raises(ReportError, match=r"\.\./x.*file name"):
        build_reports(given.__getitem__, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_figure_that_is_missing_is_of_no_year(given: Tables, tmp_path: Path) -> None:
    """One of its parts may be an earlier one; what is missing still has no figure."""
    values, profile = given["rpt_indicator_values"], given["rpt_body_profile"]
    values.loc[values["indicator_code"] == "A1", ["carried_from_edition", "raw_value"]] = EDITION, None
    profile.loc[profile["node_code"] == "A1", "status"] = "missing"
    build_reports(given.__getitem__, tmp_path)
    text = page(tmp_path, "body/ubnd-huyen-tuan-giao")
    assert '<span class="mark warn">Thiếu</span>' in text and "<b>năm 2012</b>" not in text


def test_the_option_that_earned_the_points_is_named(given: Tables, tmp_path: Path) -> None:
    values = given["rpt_indicator_values"]
    values.loc[values["indicator_code"] == "B3", ["raw_value", "option_name_vi", "option_name_en"]] = (
        Decimal(1), "Chưa đầy đủ thông tin", "Not all of the information")
    build_reports(given.__getitem__, tmp_path)
    for language, told, mark in (("", "Chưa đầy đủ thông tin", "Có"), (".en", "Not all of the information", "Yes")):
        text = page(tmp_path, f"body/ubnd-huyen-tuan-giao{language}")
        assert f'<td class="number words">{told}</td>' in text
        assert text.count(f'<td class="number">{mark}</td>') == count_of_marks(given)


def count_of_marks(given: Tables) -> int:
    """Marks of that body that are no option."""
    values = given["rpt_indicator_values"]
    own = values[(values["entity_code"] == "ubnd_huyen_tuan_giao") & values["unit"].isna()]
    return sum(value == 1 for value, option in zip(own["raw_value"], own["option_name_vi"], strict=True)
               if option is None)


def unpublished(given: Tables) -> Tables:
    """The same as if there were forms and no report."""
    ranking = given["rpt_ranking"]
    for column in ("score_published", "score_decimals", "rank_published", "band_published", "rank_cell_id"):
        ranking[column] = None
    return {**given, "rpt_computed_tables": given["rpt_computed_tables"].iloc[:0]}


def test_where_nothing_is_published_the_computed_figures_are_the_main_ones(given: Tables, tmp_path: Path) -> None:
    build_reports(unpublished(given).__getitem__, tmp_path)
    order = sorted((body for body in names().items() if body[1]["entity_type"] == "district"),
                   key=lambda body: -scores()[body[0], "overall"])
    listed = [str(body["entity_name_vi"]) for _, body in order]
    totals = [f"{scores()[slug, 'overall']:.2f}".replace(".", ",") for slug, _ in order]
    for name in ("ranking-district", "overall"):
        text = page(tmp_path, name)
        lead, table = text.split("</table>")[0].split("<table")
        assert "Chưa có bản công bố: điểm, hạng và mức được tính từ phiếu." in lead
        assert [re.sub("<.*?>", "", head) for head in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', table)] == listed
        assert all(total in table for total in totals)
        assert "—" not in table and "không in" not in table and re.search(r">(Khá|Trung bình|Thấp)<", table)
    assert "Nothing is published yet" in page(tmp_path, "ranking-district.en")
    sheet = load_workbook(tmp_path / f"chiso-{EDITION}.xlsx")["Huyện, thị xã, thành phố"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7) if row[0].value in listed]
    assert [row[0] for row in rows] == listed
    assert [(row[1], row[2]) for row in rows] == [
        (float(scores()[slug, "overall"]), place) for place, (slug, _) in enumerate(order, 1)]
    assert "Chưa có bản công bố" in str([cell.value for row in sheet.iter_rows(max_row=4) for cell in row])


def test_the_front_page_says_that_nothing_is_published_and_why_there_are_no_tables(
        given: Tables, tmp_path: Path) -> None:
    build_reports(unpublished(given).__getitem__, tmp_path)
    text = page_at(tmp_path, EDITION)
    assert "Ngày công bố" not in text
    assert "Chưa có bản công bố" in text and "chưa có bảng nào để dựng lại theo mẫu đã in" in text
    assert not (tmp_path / f"chiso-{EDITION}-tables.xlsx").exists()


def test_what_is_published_stays_in_front(points: Path) -> None:
    for path in (points / "html").rglob("*.html"):
        assert "Chưa có bản công bố" not in path.read_text(encoding="utf-8"), path.name
