"""Which series a document is of, and of which year: told by what it prints."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from extractors.adoption.claim import which_series
from extractors.errors import DataError
from tests.extractors.adopting import SOURCES, drifts, next_year, proposed, without_edition

KNOWN = {
    "mic-2016/bao-cao-ung-dung-cntt-2016.pdf": ("mic_it_application", "report", "2016"),
    "dienbien-2012/bao-cao-egov-index-2012.pdf": ("dienbien_egov", "report", "2012"),
    "dienbien-2012/tong-hop-egov-2012.xlsx": ("dienbien_egov", "workbook", "2012"),
    "dienbien-2012/phieu/Phieu_CNTT_2012_So_Xay_dung.xlsx": ("dienbien_egov", "form", "2012"),
    "laocai-agencies-2016/quyet-dinh-512-2017.pdf": ("laocai_agencies", "report", "2016"),
    "laocai-agencies-2016/ket-qua-2016.xlsx": ("laocai_agencies", "workbook", "2016"),
    "laocai-ict-2016/ke-hoach-132-2017.pdf": ("laocai_ict_plan", "report", "2016"),
    "laocai-ict-2016/phu-luc-ict-index-2016.xlsx": ("laocai_ict_plan", "workbook", "2016"),
    "laocai-ict-2017/ke-hoach-332-2017.pdf": ("laocai_ict_plan", "report", "2017"),
}


@pytest.mark.parametrize("place", KNOWN)
def test_a_known_document_is_claimed_by_its_edition_whatever_its_name(place: str, tmp_path: Path) -> None:
    renamed = tmp_path / f"document{Path(place).suffix}"
    shutil.copy(SOURCES / place, renamed)
    series, kind, period = KNOWN[place]

    first, *others = which_series([renamed])

    assert (first.series, first.kind, first.period) == (series, kind, period)
    assert first.edition == place.split("/", maxsplit=1)[0]
    assert all(first.likeness - other.likeness > 0.3 for other in others)


def test_next_years_document_is_of_no_known_edition(tmp_path: Path) -> None:
    claim = which_series([next_year(tmp_path, year=2019)])[0]
    assert (claim.series, claim.period, claim.edition) == ("mic_it_application", "2019", None)


def test_a_plan_whose_tables_are_all_new_is_known_by_its_title(tmp_path: Path) -> None:
    """Its title tells the year after that of its data."""
    folder = without_edition("laocai-ict-2017", tmp_path / "series")
    claim = which_series([SOURCES / "laocai-ict-2017" / "ke-hoach-332-2017.pdf"], folder)[0]
    assert (claim.series, claim.period, claim.edition) == ("laocai_ict_plan", "2017", None)


def test_a_document_of_no_series_is_claimed_by_none(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Bảng lương tháng 3 năm 2017"], ["STT", "Họ tên", "Tổng cộng"], [1, "Nguyễn Văn A", 10]):
        sheet.append(row)
    book.save(tmp_path / "bang-luong.xlsx")

    assert which_series([tmp_path / "bang-luong.xlsx"]) == []
    with pytest.raises(DataError) as caught:
        proposed(tmp_path / "bang-luong.xlsx")
    assert [problem.code for problem in caught.value.problems] == ["series_unclaimed"]


def test_last_years_own_document_is_no_new_edition() -> None:
    with pytest.raises(DataError) as caught:
        proposed(SOURCES / "laocai-agencies-2016" / "quyet-dinh-512-2017.pdf")
    problem, = caught.value.problems
    assert (problem.code, problem.edition) == ("edition_known", "laocai-agencies-2016")


def test_an_unknown_series_is_told() -> None:
    with pytest.raises(DataError) as caught:
        proposed(SOURCES / "laocai-agencies-2016" / "ket-qua-2016.xlsx", series="laocai", edition="laocai-2018")
    assert [problem.code for problem in caught.value.problems] == ["series_unknown"]


@pytest.mark.parametrize(("places", "edition", "tables"), [
    (["mic-2016/bao-cao-ung-dung-cntt-2016.pdf"], "mic-2017", 26),
    (["laocai-agencies-2016/quyet-dinh-512-2017.pdf", "laocai-agencies-2016/ket-qua-2016.xlsx"],
     "laocai-agencies-2017", 2),
    (["laocai-ict-2017/ke-hoach-332-2017.pdf"], "laocai-ict-2018", 2),
    (["dienbien-2012/bao-cao-egov-index-2012.pdf", "dienbien-2012/tong-hop-egov-2012.xlsx"], "dienbien-2013", 13),
])
def test_the_same_document_under_another_year_has_no_other_drift(places: list[str], edition: str,
                                                                 tables: int) -> None:
    proposal = proposed(*(SOURCES / place for place in places), edition=edition)

    assert drifts(proposal) == {("year_differs", "", "", edition[-4:], Path(places[0]).parts[0][-4:])}
    assert proposal.questions == () and proposal.names == ()
    assert len(proposal.printed) == tables
    assert all(table.rows == table.rows_last for table in proposal.printed)


def test_tables_of_an_edition_before_the_last_are_known_when_they_come_back(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SOURCES / "laocai-ict-2016" / "phu-luc-ict-index-2016.xlsx")
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if str(cell.value) in ("2014", "2015", "2016"):
            cell.value = int(cell.value) + 2
        elif isinstance(cell.value, str):
            cell.value = cell.value.replace("2016", "2018")
    book.save(tmp_path / "phu-luc.xlsx")

    proposal = proposed(tmp_path / "phu-luc.xlsx")

    assert (proposal.edition, proposal.last_edition) == ("laocai-ict-2018", "laocai-ict-2017")
    assert [table.kind for table in proposal.printed] == ["same"] * 9
    assert {(kind, table) for kind, table, *_ in drifts(proposal)} == {
        ("found_in", "rank_comparison_2016_2017"), ("found_in", "task_list")}
    overall = next(table for table in proposal.printed if table.table_key == "appendix_overall")
    assert {column.column_key: column.new_header for column in overall.columns}["rank_2015"] == "Xếp hạng | 2017"


@pytest.mark.parametrize("name", ["reportlab-captions-below", "reportlab-respelt", "chromium-rules"])
def test_other_layouts_of_the_same_report_drift_in_what_differs_only(name: str) -> None:
    proposal = proposed(SOURCES.parent / "tests" / "renderings" / f"{name}.pdf", edition="mic-2017")

    allowed = {"reportlab-captions-below": {"caption_moved"}, "reportlab-respelt": {"column_moved"}}
    assert {kind for kind, *_ in drifts(proposal, "year_differs")} <= allowed.get(name, set())
    assert proposal.questions == ()
    assert all(table.rows == table.rows_last for table in proposal.printed)
