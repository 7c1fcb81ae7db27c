"""What was recovered from the print, as readers get it: marked as recovered, with its bounds and its evidence."""

from __future__ import annotations

from dbt_builds import Built, rows

EDITION = "edition_code = 'laocai-ict-2016'"


def test_misread_cells_are_faults_with_what_they_should_say(built: Built) -> None:
    found = rows(built.url, f"""
        select cell_id, printed, expected from reporting.rpt_publication_faults
        where {EDITION} and kind = 'misread' order by cell_id""")
    assert found == [
        ("laocai-ict-2016:appendix_hr_agencies:r4:trained_security", "3,0%", "0,7% - 1,4%"),
        ("laocai-ict-2016:appendix_hr_agencies:r9:security_staff", "1,5%", "3,6% - 4,0%"),
        ("laocai-ict-2016:appendix_online_services:r4:level_3", "28,1%", "74,4%"),
        ("laocai-ict-2016:appendix_online_services:r4:level_4", "63,1%", "28,1%"),
    ]


def test_each_indicator_that_is_printed_in_part_has_one_scale_that_is_never_called_published(built: Built) -> None:
    found = rows(built.url, f"""
        select parent_node_code, count(*), min(scale_basis), max(scale_basis), max(rows_left_out), min(status)
        from reporting.rpt_scale_recovery where {EDITION} group by parent_node_code order by parent_node_code""")
    assert found == [
        ("1.2", 4, "recovered", "recovered", 0, "explained"),
        ("2.1", 4, "recovered", "recovered", 0, "explained"),
        ("2.2", 5, "recovered", "recovered", 2, "rows_left_out"),
        ("3.1", 5, "recovered", "recovered", 0, "explained"),
        ("3.2", 1, "recovered", "recovered", 1, "rows_left_out"),
    ]


def test_a_score_of_pooled_shares_is_told_by_its_fractions(built: Built) -> None:
    found = rows(built.url, f"""
        select part_node_code, cast(numerator as integer), cast(denominator as integer), is_unique
        from reporting.rpt_recovered_fractions
        where {EDITION} and entity_name_vi = 'Lào Cai' order by part_node_code""")
    assert found == [("3.2", 83, 149, True), ("3.2.1", 28, 37, True), ("3.2.2", 25, 31, True), ("3.2.3", 20, 49, True),
                     ("3.2.4", 10, 32, True)]


def test_the_likeliest_cell_of_a_row_comes_first(built: Built) -> None:
    found = rows(built.url, f"""
        select entity_name_vi, column_key, reason_vi <> '' and reason_en <> '' from reporting.rpt_scale_repairs
        where {EDITION} and ordinal = 1""")
    assert set(found) == {("Bắc Giang", "level_3", True), ("Bắc Giang", "level_4", True),
                          ("Đà Nẵng", "trained_security", True), ("Đồng Nai", "security_staff", True)}
    assert len(found) == 4
