"""The appendix of a body: what stands in its sections, in both languages."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from plan_tables import BODY, EDITION, SECTIONS, history, plan_tables, rows, section, text_of
from reporting_tables import Tables

from reports.appendix.sources import Pages
from reports.build import build_reports


def test_a_body_with_everything_has_every_section_in_order(plan: Path) -> None:
    assert re.findall(r'<h2 id="\w+">\d+\. (.*?)</h2>', text_of(plan)) == SECTIONS
    assert len(re.findall(r'<h2 id="\w+">', text_of(plan, f"{BODY}.en"))) == len(SECTIONS)


def test_a_section_without_rows_is_left_out(plan: Path) -> None:
    titles = re.findall(r'<h2 id="\w+">\d+\. (.*?)</h2>', text_of(plan, "appendix/province-long-an"))
    assert titles == ["Hạng qua các năm", "Nguồn của từng số liệu"]


def test_only_bodies_with_figures_or_ranks_of_two_years_have_one(plan: Path) -> None:
    assert {path.name for path in (plan / "html" / EDITION / "appendix").iterdir() if path.is_dir()} == {
        "province-lao-cai", "province-long-an"}
    assert {path.name for path in (plan / "appendices").iterdir()} == {
        f"chiso-{body}.{kind}" for kind in ("xlsx", "docx") for body in (
            f"{EDITION}-province_lao_cai", f"{EDITION}-province_long_an", "laocai-ict-2017-province_lao_cai")}


def test_ranks_stand_by_year_with_a_gap_where_the_method_changes(plan: Path) -> None:
    text = section(text_of(plan), "ranks")
    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', text) == [
        "Chỉ số", "2013", "2014", "2015", "‖", "2016", "Lên (+), xuống (−)"]
    found = rows(text)
    assert found[0] == ["Vietnam ICT Index", "5", "7", "9", "", "7", "không so sánh được"]
    assert [row[0] for row in found[1:]] == ["1 Hạ tầng kỹ thuật", "2 Hạ tầng nhân lực CNTT",
                                             "5 Môi trường tổ chức - chính sách", "2.1 Hạ tầng nhân lực xã hội"]
    assert "Phương pháp 2013–2015: Năm nhóm chỉ tiêu." in text and "Phương pháp 2016: Ba nhóm chỉ tiêu." in text
    assert '<span class="mark warn">10</span>' in text


def test_a_later_edition_goes_on_with_the_ranks_and_an_earlier_one_does_not_know_them(plan: Path) -> None:
    later = section(text_of(plan, edition="laocai-ict-2017"), "ranks")
    assert rows(later)[0] == ["Vietnam ICT Index", "5", "7", "9", "", "7", "7", "0"]
    assert "2017" not in section(text_of(plan), "ranks")


def test_the_drawing_of_ranks_has_its_words_as_text_and_no_line_over_the_change(plan: Path) -> None:
    for language, names in (("", ("Hạ tầng kỹ thuật", "Hạ tầng nhân lực CNTT")), (".en", ("Infrastructure",))):
        svg = re.findall(r"<svg .*?</svg>", text_of(plan, BODY + language), re.DOTALL)[0]
        assert all(re.search(f"<text[^>]*>{name}</text>", svg) for name in names)
        assert 'role="img" aria-label="Lào Cai: ' in svg and "<title>Lào Cai: " in svg
        assert "Noto Sans" in svg and "stroke-dasharray" in svg
    lines = re.findall(r'<path aria-hidden="true"[^>]*d="(M[^"]*)"|<path d="(M[^"]*)"', svg)
    drawn = [one or other for one, other in lines if (one or other).count("L") == 2]
    assert len(drawn) >= 3  # three years before the change are joined, the fourth stands alone


def test_scores_stand_beside_leader_and_median_with_how_many_are_known(plan: Path) -> None:
    text = section(text_of(plan), "positions")
    assert rows(text)[0] == ["Vietnam ICT Index", "0,5741", "7", "Đà Nẵng", "0,8321", "0,6705", "0,2580", "3/63"]
    assert "trung vị là của các đơn vị ấy" in text
    assert ">0,8<" in text and ">0.8<" in section(text_of(plan, f"{BODY}.en"), "positions")


def test_strengths_and_weaknesses_are_words_with_figures(plan: Path) -> None:
    found = rows(section(text_of(plan), "findings"))
    assert found == [
        ["Mạnh", "2.1.2 Triển khai các ứng dụng cơ bản", "15,5 so với trung vị 13,2: hơn 0,0052 điểm chỉ số"],
        ["Yếu", "1 Hạ tầng kỹ thuật", "hạng 12/63, kém hơn hạng chung (7)"],
        ["Yếu", "2 Hạ tầng nhân lực CNTT", "hạng 12/63, kém hơn hạng chung (7)"],
        ["Yếu", "2.1 Hạ tầng nhân lực xã hội", "hạng 13/63, kém hơn hạng chung (7)"],
        ["Yếu", "2.1.1 Tỷ lệ người lớn biết đọc, biết viết", "91,6% so với trung vị 97,3%: kém 0,0024 điểm chỉ số"]]


def test_losses_stand_the_greatest_first_with_interval_and_the_mark_of_a_recovered_scale(plan: Path) -> None:
    text = section(text_of(plan), "gaps")
    assert rows(text)[0] == ["2.1.1 Tỷ lệ người lớn biết đọc, biết viết", "91,6%", "", "Đà Nẵng", "100%", "97,3%",
                             "100%", "0,0035", "0,0033–0,0037", "khôi phục từ số liệu đã in"]
    assert "recovered from the print" in section(text_of(plan, f"{BODY}.en"), "gaps")
    assert "không được công bố" in text


def test_what_if_tells_gain_interval_and_rank_for_each_level(plan: Path) -> None:
    text = section(text_of(plan), "scenarios")
    assert re.findall(r'scope="colgroup" colspan="(\d)">(.*?)<', text) == [
        ("3", "Bằng đơn vị dẫn đầu"), ("3", "Bằng trung vị"), ("3", "Đạt mục tiêu")]
    assert rows(text) == [["2.1.1 Tỷ lệ người lớn biết đọc, biết viết", "+0,0035", "0,0033–0,0037", "6–7",
                           "+0,0024", "0,0022–0,0026", "7", "+0,0035", "0,0033–0,0037", "6–7"]]
    assert ("Đạt mọi mục tiêu: chỉ số tăng 0,0412 (khoảng 0,0401–0,0423), thành 0,6153; hạng từ 7 thành 4. "
            "Tính được 1 trên 3 mục tiêu.") in text
    assert "Hạng là trong 10 đơn vị được so sánh, trên 63 đơn vị được xếp hạng." in text


def test_a_rank_behind_all_bodies_printed_is_open(tmp_path: Path) -> None:
    tables = plan_tables()
    scenarios = tables["rpt_scenarios"]
    scenarios.loc[:, ["rank_after_low", "rank_after_high"]] = 10, 63
    build_reports(tables.__getitem__, tmp_path)
    text, english = (section(text_of(tmp_path, BODY + language), "scenarios") for language in ("", ".en"))
    assert rows(text)[0][3] == "10 trở xuống" and "hạng từ 7 thành 10 trở xuống. Tính được 1" in text
    assert rows(english)[0][3] == "10 or worse" and "10 or worse. 1 of 3 targets count." in english


def test_an_interval_below_nothing_bears_the_sign_of_minus(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["rpt_scenarios"]["gain_low"] = Decimal("-0.0018")
    build_reports(tables.__getitem__, tmp_path)
    assert rows(section(text_of(tmp_path), "scenarios"))[0][2] == "−0,0018 – 0,0037"


def test_a_score_is_marked_by_its_verdict(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["rpt_ranking"]["score_recomputed"] += Decimal("0.0002")
    cells = tables["rpt_ranking"].loc[tables["rpt_ranking"]["node_code"] == "overall", "score_cell_id"].tolist()
    told = tables["rpt_reconciliation"].reindex(range(2)).astype(object).where(lambda frame: frame.notna(), None)
    tables["rpt_reconciliation"] = told.assign(
        edition_code=EDITION, cell_id=cells[:2], verdict=["within_rounding", "known_fault"])
    build_reports(tables.__getitem__, tmp_path)
    checks = {row[1]: row[3] for row in rows(text_of(tmp_path, "overall"))}
    assert checks == {"Lào Cai": "≈ khớp trong mức làm tròn", "Đà Nẵng": "khác: kết quả 0,8323",
                      "Hà Nội": "khác: kết quả 0,6707"}


def test_a_cell_is_on_the_page_of_its_row_or_of_the_rows_around_it() -> None:
    rows = {"targets": [], "tasks": [], "reconciliation": [
        {"cell_id": f"e:ranks:r{row}:overall", "page": page} for row, page in ((2, 5), (4, 5), (6, 6))]}
    assert [Pages(rows).page(f"e:ranks:r{row}:rank_2016") for row in range(1, 8)] == [None, 5, 5, 5, None, 6, None]
    assert Pages(rows).page("e:other:r2:overall") is None


def test_the_cheapest_next_rank_is_told_in_a_sentence(plan: Path) -> None:
    text = section(text_of(plan), "next")
    assert ("Để bằng Hà Nội cần thêm 0,0003 điểm chỉ số; ít công nhất: 2.1.1 Tỷ lệ người lớn biết đọc, biết viết "
            "từ 91,6% lên 92,32%.") in text
    assert rows(text)[1][-1] == "Không"


def test_targets_are_met_missed_or_not_known(plan: Path) -> None:
    text = section(text_of(plan), "targets")
    assert "Đạt 1, không đạt 1, chưa biết 1." in text
    assert [(row[0], row[3], row[6]) for row in rows(text)] == [
        ("2018", "100%", "Không đạt"), ("2018", "88–90%", "Chưa biết"), ("2018", "ít nhất 60%", "Đạt")]
    assert "at least 60%" in section(text_of(plan, f"{BODY}.en"), "targets")


def test_a_later_plan_shows_the_targets_of_the_plan_before_it(plan: Path) -> None:
    assert len(rows(section(text_of(plan, edition="laocai-ict-2017"), "targets"))) == 3


def test_tasks_stand_by_lead_agency_with_their_quarters(plan: Path) -> None:
    text = section(text_of(plan), "tasks")
    assert "2 nhiệm vụ, 3 đầu mối chủ trì." in text
    assert [(row[0], row[1], *(quarter == "■" for quarter in row[5:9])) for row in rows(text)] == [
        ("Sở Công Thương", "1", True, True, True, True), ("Sở Giáo dục và Đào tạo", "2", False, True, True, False),
        ("Sở Thông tin và Truyền thông", "1", True, True, True, True)]


def test_sensitivity_names_seed_and_draws(plan: Path) -> None:
    text = section(text_of(plan), "sensitivity")
    assert "1.000 lần (hạt giống 2016): trong 10 đơn vị đủ số liệu" in text
    assert [row[0] for row in rows(text)] == ["các nhóm lớn", "các thành phần nhỏ nhất"]


def test_every_figure_has_its_cell_and_a_cell_on_a_list_is_a_link(plan: Path) -> None:
    text = section(text_of(plan), "sources")
    cells = [row[3] for row in rows(text)]
    assert len(cells) == len(set(cells))
    assert {str(row["cell_id"]) for row in history()} <= set(cells)
    assert f'href="../../../{EDITION}/targets/index.html#{EDITION}:targets:r1:target"' in text
    assert "ke-hoach-132.pdf (SHA-256 " in text


def test_a_median_of_all_bodies_bears_no_warning(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["rpt_ranking"]["entities_ranked"] = 3
    build_reports(tables.__getitem__, tmp_path)
    assert "trung vị là của các đơn vị ấy" not in text_of(tmp_path)


def test_a_missing_figure_leaves_its_cell_empty(tmp_path: Path) -> None:
    tables: Tables = plan_tables()
    tables["rpt_improvement"].loc[:, ["value", "lost_to_leader", "lost_to_leader_low", "lost_to_leader_high"]] = None
    tables["rpt_improvement"]["status"] = "missing"
    build_reports(tables.__getitem__, tmp_path)
    assert [row[1] for row in rows(section(text_of(tmp_path), "gaps"))] != ["0", "0"]
    assert "so với trung vị" not in text_of(tmp_path)


def test_a_body_of_a_ranking_leads_to_its_appendix(plan: Path) -> None:
    assert f'href="../../../{EDITION}/appendix/province-lao-cai/index.html"' in text_of(plan, "body/province-lao-cai")
    assert "appendix/province" not in text_of(plan, "body/province-ha-noi")


def test_ranks_that_never_moved_are_told_in_one_word(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["rpt_rank_history"]["entity_rank"] = 1
    build_reports(tables.__getitem__, tmp_path)
    assert "Vietnam ICT Index: hạng 1 ở mọi năm đã biết." in text_of(tmp_path)
