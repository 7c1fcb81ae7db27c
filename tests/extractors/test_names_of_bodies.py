"""Names: one key for all spellings of a body, and several bodies told apart in one cell."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.names import name_key, without_tones
from extractors.rows import split_names
from tests.extractors.truth import true_rows

TABLES_OF_BODIES = ("2.1", "2.6", "3.1", "4.1", "4.11")
NAMES = sorted({row["entity"] for table in TABLES_OF_BODIES for row in true_rows(f"{table}.csv") if row["rank"]})


@pytest.mark.parametrize(("one", "other"), [
    ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"), ("TP.Hồ Chí Minh", "hồ chí minh"),
    ("Thừa Thiên - Huế", "Thừa Thiên Huế"), ("Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu"), ("Tỉnh Lào Cai", "LÀO CAI"),
    ("Hòa Bình", "Hoà Bình"), ("Khánh  Hòa ", "Khánh Hoà"), ("Thanh Hóa", "Thanh Hoá"), ("Thủy sản", "Thuỷ sản"),
    ("Bộ Lao động, Thương binh và Xã Hội", "Bộ Lao động - Thương binh và Xã hội"),
])
def test_two_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [
    ("Hà Nam", "Hà Nội"), ("Hải Dương", "Hải Phòng"), ("Quảng Nam", "Quảng Ninh"), ("Đồng Nai", "Đống Nai"),
    ("Bắc Kạn", "Bắc Cạn"), ("Đà Nẵng", "Đà Năng"),
])
def test_two_names_keep_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_no_two_printed_names_fall_on_one_key() -> None:
    assert len({name_key(name) for name in NAMES}) == len({name.casefold() for name in NAMES}) > 85


@given(st.sampled_from(NAMES), st.sampled_from(["NFC", "NFD", "NFKC"]), st.booleans())
def test_a_key_does_not_depend_on_how_letters_are_composed(name: str, form: str, upper: bool) -> None:
    spelt = unicodedata.normalize(form, name.upper() if upper else name)
    assert name_key(spelt) == name_key(name)


@given(st.one_of(st.sampled_from(NAMES), st.text(max_size=20)))
def test_the_key_of_a_key_is_the_key(name: str) -> None:
    key = name_key(name)
    assert key == unicodedata.normalize("NFC", key)
    assert not key.startswith(("tp ", "tỉnh ", "thành phố ")) or name_key(key) != key
    if name in NAMES:
        assert name_key(key) == key


def test_a_name_without_tones_is_plain_letters() -> None:
    assert without_tones("TP. Đà Nẵng") == "da nang" and without_tones("Bắc Kạn") == "bac kan"
    assert all(without_tones(name).isascii() for name in NAMES)


@pytest.mark.parametrize(("text", "marks", "names"), [
    ("Bạc Liêu; Bắc Kạn; Bến Tre", ";,", [("Bạc Liêu", ""), ("Bắc Kạn", ""), ("Bến Tre", "")]),
    ("Bạc Liêu, Bắc Kạn", ";,", [("Bạc Liêu", ""), ("Bắc Kạn", "")]),
    ("Thanh tra Chính phủ (do đặc thù; chưa làm); Ủy ban Dân tộc", ";",
     [("Thanh tra Chính phủ", "(do đặc thù; chưa làm)"), ("Ủy ban Dân tộc", "")]),
    ("Bộ Lao động, Thương binh và Xã hội", ";", [("Bộ Lao động, Thương binh và Xã hội", "")]),
    ("Bộ Y tế;", ";", [("Bộ Y tế", "")]),
    ("TP. Hà Nội", ";,", [("TP. Hà Nội", "")]),
    ("(*)", ";", [("(*)", "")]),
    ("", ";", []),
])
def test_names_of_a_cell_are_told_apart_with_their_remarks(text: str, marks: str,
                                                           names: list[tuple[str, str]]) -> None:
    assert split_names(text, marks) == names


@given(st.lists(st.sampled_from([name for name in NAMES if "," not in name and ";" not in name]),
                min_size=1, max_size=12), st.sampled_from([";", ","]))
def test_joined_names_are_told_apart_again(names: list[str], mark: str) -> None:
    assert split_names(f"{mark} ".join(names), ";,") == [(name, "") for name in names]
