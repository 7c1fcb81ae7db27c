"""Words, rules and shaded areas of real PDF pages, made on the spot: one trap each."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.any_tables import any_tables
from extractors.pdf_tables import read_layout
from tests.extractors.small_pdf import HEIGHT, ROWS, WIDTH, Draw, grid, written
from tests.renderings.report_pdf import REGULAR


def rows_of(path: Path) -> list[list[str]]:
    tables = any_tables(path)
    assert len(tables) == 1
    return tables[0]["rows"]  # type: ignore[no-any-return]


def test_cells_drawn_as_boxes_are_a_table(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, grid)) == ROWS


def test_cells_drawn_as_one_path_are_a_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, line=False)
        for x in (50, 150):
            for y in (210, 230):
                path = canvas.beginPath()
                path.moveTo(x, y)
                for corner in ((x + 100, y), (x + 100, y + 20), (x + 50, y + 20), (x, y + 20), (x, y)):
                    path.lineTo(*corner)
                canvas.drawPath(path, stroke=1, fill=0)

    assert rows_of(written(tmp_path, draw)) == ROWS


def test_rules_drawn_as_thin_filled_boxes_are_a_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, line=False)
        for y in (210, 230, 250):
            canvas.rect(50, y, 200, 0.6, stroke=0, fill=1)
        for x in (50, 150, 250):
            canvas.rect(x, 210, 0.6, 40, stroke=0, fill=1)

    assert rows_of(written(tmp_path, draw)) == ROWS


@pytest.mark.parametrize("colour", [
    lambda canvas: canvas.setFillGray(0.8), lambda canvas: canvas.setFillGray(1),
    lambda canvas: canvas.setFillColorRGB(0.8, 0.9, 1), lambda canvas: canvas.setFillColorRGB(1, 1, 1),
    lambda canvas: canvas.setFillColorCMYK(0.1, 0, 0, 0.2), lambda canvas: canvas.setFillColorCMYK(0, 0, 0, 0),
], ids=["grey", "white", "blue", "white rgb", "cmyk", "white cmyk"])
def test_a_shaded_header_of_any_colour_is_read(colour: Draw, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        colour(canvas)
        canvas.rect(50, 230, 200, 20, stroke=0, fill=1)
        canvas.restoreState()
        grid(canvas)

    assert rows_of(written(tmp_path, draw)) == ROWS


def test_where_a_shaded_header_ends_a_row_ends_without_a_rule(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.8)
        canvas.rect(50, 230, 200, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        grid(canvas, line=False)
        for y in (210, 250):
            canvas.line(50, y, 250, y)
        for x in (50, 150, 250):
            canvas.line(x, 210, x, 250)

    assert rows_of(written(tmp_path, draw)) == ROWS


def test_a_shading_pattern_over_the_page_does_no_harm(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.linearGradient(0, 0, WIDTH, HEIGHT, ("#ffffff", "#eeeeff"))
        grid(canvas)

    assert rows_of(written(tmp_path, draw)) == ROWS


def test_a_page_turned_by_its_rotation_is_read_as_it_is_shown(tmp_path: Path) -> None:
    """A landscape page kept as a portrait one with /Rotate 90."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(HEIGHT, 0)
        canvas.rotate(90)
        grid(canvas)

    path = written(tmp_path, draw, (HEIGHT, WIDTH))
    assert rows_of(path) == ROWS
    assert any_tables(path)[0]["box"] == [50, 50, 250, 90]


def test_a_watermark_across_the_page_is_left_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas)
        canvas.translate(60, 200)
        canvas.rotate(20)
        canvas.drawString(0, 0, "BẢN SAO BẢN SAO BẢN SAO BẢN SAO")

    assert rows_of(written(tmp_path, draw)) == ROWS


def test_a_header_turned_to_the_left_reads_from_bottom_to_top(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(50, 150, 100, 100)
        canvas.rect(150, 150, 100, 100)
        canvas.drawString(54, 200, "Tỉnh")
        canvas.rotate(90)
        canvas.drawString(156, -180, "Tỷ lệ người lớn")
        canvas.drawString(164, -192, "biết đọc")

    assert rows_of(written(tmp_path, draw)) == [["Tỉnh", "Tỷ lệ người lớn biết đọc"]]


@pytest.mark.parametrize("starts", [(0, -12), (0, -60), (-45, -12)],
                         ids=["level", "the second lower", "the first lower"])
@pytest.mark.parametrize("angle", [90, -90], ids=["to the left", "to the right"])
def test_turned_lines_are_read_in_their_order_wherever_they_begin(tmp_path: Path, angle: int,
                                                                  starts: tuple[int, int]) -> None:
    """A line that reads upwards begins below, and the next stands to its right; one that reads down the reverse."""
    texts = dict(zip(("Tỷ lệ", "người lớn biết đọc,", "biết viết"), (*starts, -20), strict=True))

    def draw(canvas: Canvas) -> None:
        canvas.rect(50, 100, 100, 150)
        canvas.rect(150, 100, 100, 150)
        canvas.drawString(54, 200, "Tỉnh")
        canvas.translate(200, 175)
        canvas.rotate(angle)
        for line, (text, start) in enumerate(texts.items()):
            canvas.drawString(start, 20 - 12 * line, text)

    assert rows_of(written(tmp_path, draw)) == [["Tỉnh", "Tỷ lệ người lớn biết đọc, biết viết"]]


def test_a_word_that_runs_over_a_rule_is_two_words_of_two_cells(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [["", ""], ["a", "b"]])
        canvas.drawString(150 - canvas.stringWidth("1234", REGULAR, 9) / 2, 236, "1234")

    assert rows_of(written(tmp_path, draw)) == [["12", "34"], ["a", "b"]]


def test_letters_set_apart_are_one_word(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [["", "b"], ["c", "d"]])
        canvas.drawString(54, 236, "Nghệ An", charSpace=0.9)

    assert rows_of(written(tmp_path, draw))[0][0] == "Nghệ An"


def test_words_inside_a_form_of_the_page_are_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("kept")
        canvas.setFont(REGULAR, 9)
        grid(canvas)
        canvas.endForm()
        canvas.doForm("kept")

    assert rows_of(written(tmp_path, draw)) == ROWS


def test_pictures_and_words_of_a_page_are_counted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas)
        canvas.drawInlineImage(Image.new("L", (4, 4)), 300, 50, 40, 40)

    layouts = read_layout(written(tmp_path, draw), 1, workers=1)
    assert [(page.number, page.words, page.images) for page in layouts] == [(1, 6, 1)]


def test_a_page_is_the_same_in_one_process_and_in_two(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(3):
            canvas.setFont(REGULAR, 9)
            canvas.drawString(50, 260, f"Bảng {number}")
            grid(canvas)
            canvas.showPage()

    path = written(tmp_path, draw)
    steps: list[tuple[int, int]] = []
    alone = read_layout(path, 4, workers=1, progress=lambda done, total: steps.append((done, total)))
    assert read_layout(path, 4, workers=2) == alone
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_raised_mark_of_a_note_stands_in_the_line_of_its_word(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(50, 290, "Chi so")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(50 + canvas.stringWidth("Chi so", "Helvetica", 12) + 1, 296, "1")
        canvas.drawString(50, 196, "2")
        canvas.setFont("Helvetica", 12)
        canvas.drawString(58, 191, "CBCC")
        canvas.setFont("Helvetica", 12)
        grid(canvas)

    page, = read_layout(written(tmp_path, draw), 1)
    assert [line.text for line in page.lines] == ["Chi so 1", "2 CBCC"]
