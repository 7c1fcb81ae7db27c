"""PDFs that mean harm: each ends soon, with one clear problem, and takes neither memory nor the machine."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_files import FONT, PAGE, Told, one_page, packed_stream, pdf, read_apart, stream, zeros

from extractors.errors import Problem
from extractors.limits import Limits

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of memory and processor time")
STRICT = {"memory_megabytes": 512, "step_seconds": 3}
QUICK = 30
"""Seconds of the processor: how long that takes by the clock, the other work of the machine decides."""
SMALL = 5 << 20
CATALOG, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
XFORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "


def swelling(path: Path) -> Path:
    return one_page(path, packed_stream(zeros(4000)))


def swelling_twice(path: Path) -> Path:
    twice = packed_stream(zlib.compress(zeros(4000), 9))
    return one_page(path, twice.replace(b"/FlateDecode", b"[/FlateDecode /FlateDecode]"))


def many_paths(path: Path) -> Path:
    return one_page(path, stream(b"0 0 m 10 10 l S\n" * 3_000_000))


def many_boxes(path: Path) -> Path:
    return one_page(path, stream(b"0 0 10 10 re S\n" * 2_000_000))


def many_letters(path: Path) -> Path:
    return one_page(path, stream(b"BT /F1 10 Tf (" + b"a" * 5_000_000 + b") Tj ET"))


def drawings_in_drawings(path: Path) -> Path:
    """A form that draws another ten times, fifteen deep."""
    def form(number: int) -> bytes:
        return stream(b"/X Do " * 10, XFORM + b"/Resources << /XObject << /X %d 0 R >> >> " % (number + 1))

    forms = {f"n{number}": form(number) for number in range(5, 20)} | {"n20": stream(b"0 0 m 9 9 l S", XFORM)}
    return one_page(path, stream(b"/X Do"), FONT + b" /XObject << /X 5 0 R >>", **forms)


def an_object_that_is_itself(path: Path) -> Path:
    return pdf(path, {1: CATALOG, 2: b"2 0 R"})


BEYOND: dict[Callable[[Path], Path], set[str]] = {
    swelling: {"file_too_large"}, swelling_twice: {"file_too_large"},
    many_paths: {"file_too_slow", "file_too_large"}, many_boxes: {"file_too_slow", "file_too_large"},
    many_letters: {"file_too_slow", "file_too_large"}, drawings_in_drawings: {"file_too_slow"},
    an_object_that_is_itself: {"file_too_slow"}}
"""Which of two limits comes first, the machine decides."""


@pytest.mark.parametrize("make", BEYOND, ids=lambda make: make.__name__)
def test_a_pdf_that_never_ends_is_ended(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path / "báo cáo.pdf")
    assert path.stat().st_size < SMALL
    told = read_apart(path, **STRICT)
    clear(told, path, BEYOND[make])
    assert told.child <= STRICT["memory_megabytes"] and told.own < 150


def test_the_limits_that_hold_without_a_word_spare_the_machine(tmp_path: Path) -> None:
    told = read_apart(swelling(tmp_path / "a.pdf"))
    clear(told, tmp_path / "a.pdf", {"file_too_large"})
    assert told.child <= Limits().memory_megabytes


def test_the_page_is_named(tmp_path: Path) -> None:
    objects = {1: CATALOG, 2: b"<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>", 3: PAGE % FONT, 4: stream(b""),
               5: PAGE.replace(b"4 0 R", b"6 0 R") % FONT, 6: packed_stream(zeros(1000))}
    told = read_apart(pdf(tmp_path / "a.pdf", objects), **STRICT)
    assert [(problem["code"], problem["page"]) for problem in told.problems] == [("file_too_large", 2)]


def test_thousands_of_pages_are_refused_before_one_is_read(tmp_path: Path) -> None:
    count = Limits().pages + 1
    kids = b" ".join(b"%d 0 R" % (number + 10) for number in range(count))
    objects = {1: CATALOG, 2: b"<< /Type /Pages /Kids [%b] /Count 1 >>" % kids, 4: stream(b"0 0 m 9 9 l S\n" * 3000)}
    objects |= {number + 10: PAGE % FONT for number in range(count)}
    told = read_apart(pdf(tmp_path / "a.pdf", objects))
    clear(told, tmp_path / "a.pdf", {"file_too_large"})
    assert told.problems[0]["found"] == f"more than {count - 1} pages"
    assert read_apart(tmp_path / "a.pdf", pages=count, document_seconds=1).problems[0]["code"] == "file_too_slow"


def test_a_file_larger_than_allowed_is_not_opened(tmp_path: Path) -> None:
    path = one_page(tmp_path / "a.pdf", stream(b"x" * 10) + b"%" * (2 << 20))
    told = read_apart(path, file_megabytes=1)
    clear(told, path, {"file_too_large"})
    assert told.child == 0


@pytest.mark.parametrize("kids", [b"[2 0 R 2 0 R]", b"[3 0 R]"])
def test_a_tree_of_pages_that_bites_its_tail_ends(kids: bytes, tmp_path: Path) -> None:
    objects = {1: CATALOG, 2: b"<< /Type /Pages /Kids %b /Count 9 >>" % kids, 3: PAGES.replace(b"3 0", b"2 0")}
    clear(read_apart(pdf(tmp_path / "a.pdf", objects)), tmp_path / "a.pdf", {"file_damaged"})


def test_a_table_of_places_that_names_itself_ends(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", {1: CATALOG, 2: PAGES, 3: PAGE % FONT, 4: stream(b"")}, more=b"/Prev 000 ")
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"/Prev 000", b"/Prev %03d" % whole.index(b"xref")))
    told = read_apart(path)
    assert told.seconds < QUICK and [problem["code"] for problem in told.problems] in ([], ["file_damaged"])


def test_a_drawing_that_draws_itself_and_a_page_as_large_as_the_sky_end(tmp_path: Path) -> None:
    form = stream(b"/X Do", XFORM + b"/Resources << /XObject << /X 5 0 R >> >> ")
    own = one_page(tmp_path / "own.pdf", stream(b"/X Do"), FONT + b" /XObject << /X 5 0 R >>", n5=form)
    huge = one_page(tmp_path / "huge.pdf", stream(b"BT /F1 10 Tf 5 5 Td (x) Tj ET 0 0 1e29 1e29 re S"))
    huge.write_bytes(huge.read_bytes().replace(b"595 842", b"9e9 9e9"))
    for path in (own, huge):
        told = read_apart(path, **STRICT)
        assert told.seconds < QUICK and told.child < STRICT["memory_megabytes"]
        assert [problem["code"] for problem in told.problems] in ([], ["file_damaged"])


def clear(told: Told, path: Path, codes: set[str]) -> None:
    """One problem, soon, that says what was found, what is allowed and what to do, in both languages."""
    assert told.seconds < QUICK
    [fields] = told.problems
    problem = Problem.from_dict(fields)
    assert problem.code in codes and problem.file == path.name and problem.found, problem
    for language in ("en", "vi"):
        assert problem.what(language) and path.name in problem.render(language)
        assert len(problem.render(language).splitlines()) >= (3 if problem.code == "file_damaged" else 4)
    if problem.code != "file_damaged":
        assert problem.found not in problem.render("vi")
