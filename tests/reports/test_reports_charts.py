"""Charts: what is drawn for how many bodies, in which words; not how many pixels it takes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from decimal import Decimal

import pytest

from reports.catalogue import LANGUAGES, Words, load_catalogue
from reports.charts import (
    Drawing,
    Move,
    Standing,
    Tile,
    YearRank,
    bars,
    distribution,
    dots,
    rank_lines,
    rank_years,
    slope,
    spoken,
    tile_map,
)

TEXTS = load_catalogue().texts
TITLE = Words("Tiêu đề", "Title")
EDITIONS = (Words("2016", "2016"), Words("2017", "2017"))


def named(number: int) -> Words:
    return Words(f"Đơn vị {number}", f"Body {number}")


def standings(*figures: str | None) -> list[Standing]:
    return [Standing(named(place), None if figure is None else Decimal(figure))
            for place, figure in enumerate(figures)]


def told(drawing: Drawing, language: str = "vi") -> ET.Element:
    """It as a tree; that it is well-formed is a part of every test."""
    return ET.fromstring(drawing.told(language))


def words_in(drawing: Drawing, language: str = "vi") -> list[str]:
    return ["".join(text.itertext()) for text in told(drawing, language).iter("text")]


def titles_in(drawing: Drawing, language: str = "vi") -> list[str]:
    return [title.text or "" for title in told(drawing, language).iter("title")][1:]


def lines_in(drawing: Drawing) -> int:
    return len(list(told(drawing).iter("line")))


def moves(*ranks: tuple[int | None, int | None], shown: Sequence[int] | None = None) -> list[Move]:
    return [Move(named(place), before, after, shown is None or place in shown)
            for place, (before, after) in enumerate(ranks)]


def test_every_body_with_a_figure_is_a_dot_that_says_its_name_and_figure() -> None:
    drawing = distribution(standings("0.9", "0.75", "0.5", None), TEXTS, TITLE, places=2)
    assert titles_in(drawing) == ["Đơn vị 2: 0,50", "Đơn vị 1: 0,75", "Đơn vị 0: 0,90"]
    assert titles_in(drawing, "en")[0] == "Body 2: 0.50"
    assert {"Đứng đầu, Đơn vị 0: 0,90", "Trung vị: 0,75", "Đứng cuối, Đơn vị 2: 0,50"} <= set(words_in(drawing))


def test_the_own_body_and_the_ends_of_the_scale_are_told() -> None:
    given = [*standings("30", "20"), Standing(Words("Ta", "We"), Decimal("12.5"), is_own=True)]
    drawing = distribution(given, TEXTS, TITLE, places=1, unit="%", ends=(Decimal(0), Decimal("100.00")))
    assert {"Ta: 12,5%", "Thang đo: 0% – 100%"} <= set(words_in(drawing))
    assert {"We: 12.5%", "Scale: 0% – 100%"} <= set(words_in(drawing, "en"))


def test_bodies_that_share_the_first_figure_are_counted_not_named() -> None:
    drawn = words_in(distribution(standings("1", "1", "0.5"), TEXTS, TITLE))
    assert "Đứng đầu, 2 đơn vị: 1" in drawn
    equal = words_in(distribution(standings(*["1"] * 63), TEXTS, TITLE))
    assert "Tất cả 63 đơn vị: 1" in equal
    assert not any(words.startswith(("Đứng", "Trung vị")) for words in equal)


def test_too_many_bodies_for_dots_are_counted_in_bars() -> None:
    drawing = distribution(standings(*(str(figure) for figure in range(10598, 0, -1))), TEXTS, TITLE)
    assert titles_in(drawing) == []
    counts = [int(words) for words in words_in(drawing, "en") if re.fullmatch(r"\d{3}", words)]
    assert len(counts) == 20 and sum(counts) == 10598


@pytest.mark.parametrize("figures", [(), (None,), ("0.5",), ("0", "0"), ("-1", "-1")])
def test_a_distribution_of_little_is_drawn_all_the_same(figures: tuple[str | None, ...]) -> None:
    drawing = distribution(standings(*figures), TEXTS, TITLE)
    assert len(titles_in(drawing)) == len([figure for figure in figures if figure])
    assert ("Không có số liệu" in words_in(drawing)) == (not any(figures))
    assert "NaN" not in drawing.svg


def test_a_figure_far_above_the_others_makes_the_scale_logarithmic_and_says_so() -> None:
    assert any(words.startswith("Thang lô-ga-rít") for words in words_in(
        distribution(standings("340027", "90", "7", "0"), TEXTS, TITLE)))
    assert not any(words.startswith("Thang lô-ga-rít") for words in words_in(
        distribution(standings("100", "90", "7", "0"), TEXTS, TITLE)))


def test_a_slope_marks_up_down_and_same_by_more_than_colour() -> None:
    drawing = slope(moves((3, 1), (1, 3), (2, 2)), EDITIONS, TEXTS, TITLE)
    assert {"▲2", "▼2", "="} < set(words_in(drawing))
    assert {"Đơn vị 0", "3", "1", "2016", "2017", "▲ Lên hạng"} <= set(words_in(drawing))
    dashes = {line.get("stroke-dasharray") for line in told(drawing).iter("line")}
    assert dashes == {None, "6,3", "2,2"}
    assert titles_in(drawing)[0] == "Đơn vị 0: 3 → 1"


def test_a_change_of_method_breaks_every_line_and_marks_nobody() -> None:
    whole, broken = (slope(moves((3, 1), (1, 3)), EDITIONS, TEXTS, TITLE, comparable=is_comparable)
                     for is_comparable in (True, False))
    assert lines_in(broken) == lines_in(whole) + 2 + 2  # a line more a body, and the two of the break
    assert "‖ đổi phương pháp" in words_in(broken) and "‖ đổi phương pháp" not in words_in(whole)
    assert "‖ method changed" in words_in(broken, "en")
    assert not any(mark in "".join(words_in(broken)) for mark in "▲▼=")


def test_bodies_that_are_not_shown_are_grey_lines_without_a_name() -> None:
    drawing = slope(moves(*((place, 64 - place) for place in range(1, 64)), shown=[6]), EDITIONS, TEXTS, TITLE)
    assert [words for words in words_in(drawing) if "Đơn vị" in words] == ["Đơn vị 6"] * 2
    assert {"7", "57", "▼50"} <= set(words_in(drawing))
    assert len(titles_in(drawing)) == 2 * 63


def test_names_of_tied_bodies_do_not_touch() -> None:
    drawing = slope(moves(*[(1, 1)] * 20), EDITIONS, TEXTS, TITLE)
    heights = [float(re.findall(r"[\d.-]+", text.get("transform", ""))[1]) for text in told(drawing).iter("text")
               if "Đơn vị" in "".join(text.itertext()) and text.get("text-anchor") == "end"]
    assert len(heights) == 20
    assert min(after - before for before, after in zip(sorted(heights), sorted(heights)[1:], strict=False)) >= 12


@pytest.mark.parametrize("ranks", [[], [(7, 12)], [(None, 5)], [(5, None)], [(None, None)]])
def test_a_slope_of_little_is_drawn_all_the_same(ranks: list[tuple[int | None, int | None]]) -> None:
    drawing = slope(moves(*ranks), EDITIONS, TEXTS, TITLE)
    assert len(titles_in(drawing)) == sum(rank is not None for pair in ranks for rank in pair)
    assert "NaN" not in drawing.svg


def test_long_names_stand_on_one_side_only() -> None:
    long = Words("Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Office of the Delegation")
    drawn = words_in(slope([Move(long, 2, 1)], EDITIONS, TEXTS, TITLE))
    assert drawn.count(long.vi) == 1 and {"2", "1"} <= set(drawn)
    assert words_in(slope([Move(long, None, 1)], EDITIONS, TEXTS, TITLE)).count(long.vi) == 1


def test_names_too_long_for_a_line_stand_in_several() -> None:
    name = Words("Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", "Office")
    drawing = slope([Move(name, 2, 1)], EDITIONS, TEXTS, TITLE)
    lines = [line.text for line in told(drawing).iter("tspan")]
    assert " ".join(filter(None, lines)) == name.vi and len(lines) == 2
    assert titles_in(drawing)[0] == f"{name.vi}: 2 → 1"


def test_ranks_over_years_tell_how_many_were_ranked_and_where_the_method_changed() -> None:
    drawing = rank_years([YearRank(2014, 9, 63, 0), YearRank(2015, 10, 63, 0), YearRank(2016, 7, 34, 1)],
                         TEXTS, TITLE)
    drawn = words_in(drawing)
    assert {"9", "10", "7", "2014", "2016", "/63", "/34", "‖ đổi phương pháp"} <= set(drawn)
    assert drawn.count("‖ đổi phương pháp") == 1
    assert len(words_in(rank_years([YearRank(2016, 1, None, 0)], TEXTS, TITLE))) == 4  # 1 and 10, rank, year
    assert "NaN" not in rank_years([], TEXTS, TITLE).svg


def test_the_older_charts_are_drawn_with_their_names_and_figures() -> None:
    names = [named(place) for place in range(2)]
    for svg, figures in ((dots([(0.2, 1.0, 0.5), (0.4, 1.0, 0.5)], 10), {"0,2"}),
                         (bars([0.25, 0.5], 10), {"0,2500", "0,5000"}),
                         (rank_lines([[(2015, 7, 0), (2016, 12, 1)]] * 2, [2016]), {"7", "12", "2015", "2016"})):
        drawn = words_in(Drawing(svg, TITLE, names))
        assert {"Đơn vị 0", "Đơn vị 1"} | figures <= set(drawn)


def test_a_chart_is_a_picture_with_a_title_and_one_with_links_a_group() -> None:
    picture = told(distribution(standings("1"), TEXTS, TITLE), "en")
    assert (picture.get("role"), picture.get("aria-label"), picture[0].text) == ("img", "Title", "Title")
    body = Tile(named(0), 1, href=Words("a.html", "a.en.html"))
    drawing = tile_map({"province_ha_noi": body}, 1, [], 2016, TEXTS, TITLE)
    assert drawing is not None and told(drawing).get("role") == "group"


def test_the_same_rows_give_the_same_bytes_and_no_address() -> None:
    def all_of_them() -> list[str]:
        tiles = {"province_ha_noi": Tile(named(0), 1, href=Words("a.html", "a.en.html"))}
        drawings = (distribution(standings("2", "1"), TEXTS, TITLE), slope(moves((1, 2)), EDITIONS, TEXTS, TITLE),
                    rank_years([YearRank(2016, 1, 2, 0)], TEXTS, TITLE), tile_map(tiles, 1, [], 2016, TEXTS, TITLE))
        return [drawing.told(language) for drawing in drawings if drawing for language in LANGUAGES]

    assert len(all_of_them()) == 8 and all_of_them() == all_of_them()
    assert not [svg for svg in all_of_them() if "://" in svg or 'font-size="0' in svg or ">n0<" in svg]


def test_no_name_can_break_a_drawing() -> None:
    evil = Words('</title><script>"&n1', '"><a href="javascript:x">')
    tile = Tile(evil, 1, evil, Words('"><script>', "'&<"), shown=evil)
    drawing = tile_map({"province_ha_noi": tile}, 1, [], 2016, TEXTS, evil)
    assert drawing is not None
    for one in (drawing, distribution([Standing(evil, Decimal(1), True)], TEXTS, evil),
                slope([Move(evil, 1, 2)], (evil, evil), TEXTS, evil)):
        for language in LANGUAGES:
            assert evil[language] in "".join(told(one, language).itertext())
            assert not list(told(one, language).iter("script"))


def test_text_is_dark_enough_on_what_it_stands_on() -> None:
    from reports.charts import drawing, slopes, tile_maps

    pairs = [*tile_maps._SHADES, *(("white", tone) for _, tone in slopes._WAYS.values()),
             ("white", drawing.INK), ("white", drawing.SOFT)]
    assert min(contrast(*pair) for pair in pairs) >= 4.5
    shades = [brightness(shade) for shade, _ in tile_maps._SHADES]
    assert shades == sorted(shades)


def brightness(colour: str) -> float:
    colour = {"white": "#ffffff"}.get(colour, colour)
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_words_alone_are_put_into_a_drawing() -> None:
    assert spoken("<svg ><text>n0</text></svg>", [named(1)], TITLE, "en").count("Body 1") == 1
