"""Which bodies an edition may name, and which names are near an unknown one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from extractors.bodies import KnownBody, nearest_names, read_known_bodies

ENTITIES = "entity_code,entity_type,name_vi,name_en,official_code,region,valid_from,valid_to\n"
NAMES = "entity_code,name,name_key,name_kind,valid_from,valid_to\n"
EXCLUDED = "edition_code,entity_code,reason\n"


def read(folder: Path, entities: str, names: str, excluded: str = "", period: str = "2025") -> list[str]:
    for name, text in (("e", ENTITIES + entities), ("n", NAMES + names), ("x", EXCLUDED + excluded)):
        (folder / name).write_text(text, encoding="utf-8")
    return [body.name for body in
            read_known_bodies(folder / "e", folder / "n", folder / "x", "some-edition", period)]


def test_the_blocks_of_2016_have_63_provinces_19_ministries_and_8_agencies(bodies: list[KnownBody]) -> None:
    assert Counter(kind for _, kind in {(body.entity_code, body.entity_type) for body in bodies}) == {
        "province": 63, "ministry": 19, "government_agency": 8}


def test_a_merger_within_the_year_is_in_force(tmp_path: Path) -> None:
    entities = "old,province,,,,,,2025-06-30\nnew,province,,,,,2025-07-01,\n"
    names = "old,Cũ,cũ,official,,\nnew,Mới,mới,official,,\n"
    assert read(tmp_path, entities, names) == ["Mới"]
    assert read(tmp_path, entities, names, period="2024") == ["Cũ"]


def test_the_last_day_of_validity_counts(tmp_path: Path) -> None:
    assert read(tmp_path, "a,province,,,,,,2025-12-31\n", "a,Tên,tên,official,,\n") == ["Tên"]


def test_a_body_is_left_out_of_that_edition_alone(tmp_path: Path) -> None:
    entities, names = "a,ministry,,,,,,\n", "a,Tên,tên,official,,\n"
    assert read(tmp_path, entities, names, "some-edition,a,why\n") == []
    assert read(tmp_path, entities, names, "other-edition,a,why\n") == ["Tên"]


def test_a_body_without_a_valid_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no name valid on 2025-12-31 for a"):
        read(tmp_path, "a,ministry,,,,,,\n", "a,Tên,tên,official,,2020-01-01\n")


@pytest.mark.parametrize(("printed", "nearest"), [
    ("Đống Nai", "Đồng Nai"),
    ("Dong Nai", "Đồng Nai"),
    ("Bà Rịa Vũng Tầu", "Bà Rịa - Vũng Tàu"),
    ("Bac Can", "Bắc Kạn"),
])
def test_a_misspelt_name_is_nearest_to_the_right_one(bodies: list[KnownBody], printed: str,
                                                     nearest: str) -> None:
    names = nearest_names(printed, [body for body in bodies if body.entity_type == "province"])
    assert names[0][0] == nearest
    assert len(names) == 3
    assert names[0][1] > names[1][1]


def test_an_edition_of_a_province_may_name_its_bodies_and_the_nations(tmp_path: Path) -> None:
    """Not those of another province, and each with the province whose body it is."""
    (tmp_path / "e").write_text(ENTITIES.strip() + ",parent_code\nhere,province,,,,,,,\nso_a,department,,,,,,,here\n"
                                "so_b,department,,,,,,,there\n", encoding="utf-8")
    names = "".join(f"{code},{code},{code},official,,\n" for code in ("here", "so_a", "so_b"))
    (tmp_path / "n").write_text(NAMES + names, encoding="utf-8")
    (tmp_path / "x").write_text(EXCLUDED, encoding="utf-8")
    for bodies_of, known in (("here", {"here": "", "so_a": "here"}), ("", {"here": ""})):
        bodies = read_known_bodies(tmp_path / "e", tmp_path / "n", tmp_path / "x", "some-edition", "2025", bodies_of)
        assert {body.entity_code: body.parent_code for body in bodies} == known
