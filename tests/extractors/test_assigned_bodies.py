"""Who leads and who cooperates: bodies, groups of bodies, and others, however they are written."""

from __future__ import annotations

import pytest

from tests.extractors.plan_bullets import assignee_finder


def found(text: str) -> list[str]:
    return [one.entity_code.removeprefix("lao_cai_") or f"<{one.body_group}>" for one in assignee_finder().find(text)]


@pytest.mark.parametrize(("text", "bodies"), [
    ("Sở TT&TT", ["so_tttt"]),
    ("Sở TT&TT; Sở Tài chính đảm bảo kinh phí", ["so_tttt", "so_tc"]),
    ("Các sở, ban, ngành, UBND các huyện, thành phố", ["<departments>", "<districts>"]),
    ("các sở, ban, ngành; UBND các huyện, TP", ["<departments>", "<districts>"]),
    ("Các sở, ban, ngành, địa phương", ["<departments>", "<districts>"]),
    ("Các doanh nghiệp Viễn thông, CNTT. Điện lực Lào Cai", ["<enterprises>", "<outside>"]),
    ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế và Sở Xây dựng", ["so_vhttdl", "so_yt", "so_xd"]),
    ("Sở Thông tin và Truyền thông; Văn phòng UBND tỉnh; Đơn vị cung cấp dịch vụ hướng dẫn, hỗ trợ kỹ thuật",
     ["so_tttt", "vp_ubnd", "<outside>"]),
    ("các Sở: Y tế, Giáo dục & Đào tạo, VHTT Du lịch, TNMT, Ban dân tộc, TTTT, Công an tỉnh",
     ["so_yt", "so_gddt", "so_vhttdl", "so_tnmt", "ban_dt", "so_tttt", "<outside>"]),
    ("UBND huyện Bắc Hà, UBND huyện Mường Khương", ["h_bac_ha", "h_muong_khuong"]),
    ("", []),
])
def test_each_body_of_a_cell_is_found(text: str, bodies: list[str]) -> None:
    assert found(text) == bodies


def test_names_side_by_side_without_a_mark_are_two_and_told() -> None:
    first, second = assignee_finder().find("Sở Tài chính Sở Kế hoạch")
    assert (first.entity_code, first.is_unparted) == ("lao_cai_so_tc", False)
    assert (second.entity_code, second.is_unparted) == ("lao_cai_so_khdt", True)
    assert second.expected == "Sở Kế hoạch và Đầu tư"


def test_a_misspelt_name_is_the_body_that_it_is_a_slip_from() -> None:
    [one] = assignee_finder().find("Sở TT&TTT")
    assert (one.entity_code, one.is_misspelt, one.expected) == ("lao_cai_so_tttt", True, "Sở TT&TT")
    [cut_short] = assignee_finder().find("Sở Giao thông")
    assert (cut_short.entity_code, cut_short.is_misspelt) == ("lao_cai_so_gtvt", False)


def test_a_name_that_nobody_bears_is_kept_without_a_body() -> None:
    [one] = assignee_finder().find("Hội Nông dân tỉnh")
    assert (one.name_printed, one.entity_code, one.body_group) == ("Hội Nông dân tỉnh", "", "")
