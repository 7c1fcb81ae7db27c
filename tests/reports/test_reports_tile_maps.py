"""The map of tiles: layouts hold the bodies of their time and no others; what a tile shows, says and leads to."""

from __future__ import annotations

import csv
import datetime
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from reports.catalogue import Words, load_catalogue
from reports.charts import Tile, tile_map
from reports.charts.tile_layouts import Place, places_for, tile_layouts
from reports.tables import Row

SEEDS = Path(__file__).parents[2] / "dbt" / "seeds" / "entities"
TEXTS = load_catalogue().texts
TITLE = Words("Bản đồ", "Map")


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.fixture(scope="module")
def history() -> list[Row]:
    """The provinces of the seeds with their times, as `rpt_entity_history` tells them."""
    with (SEEDS / "entities.csv").open(encoding="utf-8", newline="") as stream:
        return [{**row, "valid_from": day(row["valid_from"]), "valid_to": day(row["valid_to"])}
                for row in csv.DictReader(stream) if row["entity_type"] == "province"]


def there(history: list[Row], when: datetime.date) -> dict[str, Words]:
    """The provinces of a day with their names."""
    return {str(row["entity_code"]): Words(str(row["name_vi"]), str(row["name_en"])) for row in history
            if (row["valid_from"] or datetime.date.min) <= when <= (row["valid_to"] or datetime.date.max)}  # type: ignore[operator]


TIMES = [datetime.date(2006, 1, 1), datetime.date(2008, 8, 1), datetime.date(2016, 12, 31), datetime.date(2025, 6, 30),
         datetime.date(2025, 7, 1), datetime.date(2026, 12, 31)]


@pytest.mark.parametrize("when", TIMES, ids=str)
def test_a_layout_holds_exactly_the_provinces_of_its_time_each_on_a_place_of_its_own(
        history: list[Row], when: datetime.date) -> None:
    wanted = there(history, when)
    fitting = []
    for layout in tile_layouts().values():
        places = [place for place in layout if place.entity_code in wanted]
        if {place.entity_code for place in places} == set(wanted):
            assert len({(place.line, place.column) for place in places}) == len(places) == len(wanted)
            fitting.append(places)
    assert len(fitting) == 1


def test_there_are_63_places_before_the_mergers_and_34_since(history: list[Row]) -> None:
    assert [len(there(history, when)) for when in TIMES] == [64, 63, 63, 63, 34, 34]


def test_no_layout_holds_a_body_twice_or_one_that_no_seed_knows(history: list[Row]) -> None:
    known = {row["entity_code"] for row in history}
    for layout in tile_layouts().values():
        codes = [place.entity_code for place in layout]
        assert len(codes) == len(set(codes)) and set(codes) <= known


def test_tiles_hang_together_and_north_is_above_south(history: list[Row]) -> None:
    """Every tile touches another, and the far ends of the country lie at the far ends of the map."""
    for layout in tile_layouts().values():
        spots = {(place.line, place.column) for place in layout}
        reached, ahead = set(), [min(spots)]
        while ahead:
            line, column = ahead.pop()
            if (line, column) not in reached:
                reached.add((line, column))
                ahead += [near for near in ((line + 1, column), (line - 1, column), (line, column + 1),
                                            (line, column - 1)) if near in spots]
        corners = {(line + down, column + right) for line, column in reached for down in (-1, 1) for right in (-1, 1)}
        assert spots - reached <= corners
        by_code = {place.entity_code: place for place in layout}
        assert by_code["province_lai_chau"].line == 0 and by_code["province_lai_chau"].column == 0
        assert max(layout, key=lambda place: place.line).entity_code.startswith(("province_ca_mau", "province_bac_lieu",
                                                                                 "province_soc_trang"))


def test_short_names_are_the_names_but_for_the_long_ones(history: list[Row]) -> None:
    names = {row["entity_code"]: (row["name_vi"], row["name_en"]) for row in history}
    for layout in tile_layouts().values():
        for place in layout:
            short = (place.short.vi, place.short.en)
            assert all(unicodedata.is_normalized("NFC", name) and len(name.split()) <= 2 for name in short)
            assert len(str(names[place.entity_code][0]).split()) > 2 or short == names[place.entity_code]
            assert len(short[0].split()) == len(short[1].split())


def shown(places: tuple[Place, ...]) -> set[str]:
    return {place.entity_code for place in places}


def test_the_bodies_of_the_data_choose_the_layout_not_the_year(history: list[Row]) -> None:
    old, new = there(history, datetime.date(2025, 6, 30)), there(history, datetime.date(2025, 7, 1))
    assert shown(places_for(old, history, 2025)) == set(old)
    assert shown(places_for(new, history, 2025)) == set(new)
    some_old = [code for code in old if code not in new][:3]
    assert shown(places_for(some_old, history, 2025)) == set(old)
    some_new = [code for code in new if code not in old][:3]
    assert shown(places_for(some_new, history, 2025)) == set(new)


def test_bodies_of_both_layouts_are_placed_by_who_else_was_there_that_year(history: list[Row]) -> None:
    both = ["province_ha_noi", "province_cao_bang"]
    for year, when in ((2006, datetime.date(2006, 12, 31)), (2016, datetime.date(2016, 12, 31)),
                       (2026, datetime.date(2026, 12, 31))):
        assert shown(places_for(both, history, year)) == set(there(history, when))


def test_no_layout_fits_bodies_that_none_holds_together(history: list[Row]) -> None:
    mixed = ["province_ha_giang", "province_tuyen_quang_2025"]
    for bodies in (mixed, ["somewhere"], []):
        assert places_for(bodies, history, 2025) == ()
        assert tile_map({body: Tile(TITLE, 1) for body in bodies}, 1, history, 2025, TEXTS, TITLE) is None


def test_a_tile_prints_name_and_rank_says_the_rest_and_leads_to_its_page(history: list[Row]) -> None:
    names = there(history, datetime.date(2016, 12, 31))
    tiles = {code: Tile(name, place + 1, Words("0,5", "0.5"), Words(f"{code}.html", f"{code}.en.html"))
             for place, (code, name) in enumerate(names.items())}
    drawing = tile_map(tiles, 63, history, 2016, TEXTS, TITLE)
    assert drawing is not None
    tree = ET.fromstring(drawing.told("en"))
    links = list(tree.iter("a"))
    assert {link.get("href") for link in links} == {f"{code}.en.html" for code in names}
    assert len(links) == 63
    said = {link.get("aria-label") for link in links}
    assert said == {title.text for link in links for title in link.iter("title")}
    assert f"{tiles['province_cao_bang'].name.en}: rank {tiles['province_cao_bang'].rank} of 63; 0.5" in said
    printed = ["".join(text.itertext()) for text in tree.iter("text")]
    assert set(map(str, range(1, 64))) <= set(printed)
    assert {"1–13", "52–63"} <= set(printed) and "No data" not in printed


def test_bodies_without_data_are_empty_tiles_that_say_so(history: list[Row]) -> None:
    name = Words("Hà Nội", "Ha Noi")
    drawing = tile_map({"province_ha_noi": Tile(name, 7)}, 63, history, 2016, TEXTS, TITLE)
    assert drawing is not None
    svg = drawing.told("vi")
    titles = [title.text for title in ET.fromstring(svg).iter("title")][1:]
    assert titles.count("Hà Nội: hạng 7 trong 63") == 1
    assert sum(str(title).endswith(": Không có số liệu") for title in titles) == 62
    assert "<a " not in svg


def test_a_tile_may_print_another_figure_than_the_rank(history: list[Row]) -> None:
    tile = Tile(Words("Hà Nội", "Ha Noi"), 1, shown=Words("87,5", "87.5"))
    unranked = Tile(Words("Huế", "Hue"), score=Words("3,2", "3.2"), shown=Words("3,2", "3.2"))
    drawing = tile_map({"province_ha_noi": tile, "province_thua_thien_hue": unranked}, 1, history, 2016, TEXTS, TITLE)
    assert drawing is not None
    svg = drawing.told("vi")
    assert ">87,5</text>" in svg and ">3,2</text>" in svg and "<title>Huế: 3,2</title>" in svg
