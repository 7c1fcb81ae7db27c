"""The committed renderings say what the truth says: no letter lost by a font, no line out of the page."""

import unicodedata
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from tests.renderings.report_text import HERE, Report, cell_lines, load_report

RENDERINGS = sorted(HERE.glob("*.pdf"))


@pytest.mark.parametrize("path", RENDERINGS, ids=lambda path: path.stem)
def test_a_rendering_prints_every_word_of_the_report(path: Path) -> None:
    lacking = words_of(load_report()) - words_in(path)
    assert not lacking


def words_of(report: Report) -> Counter[str]:
    """Words with a hyphen are left out: a line may end at theirs."""
    texts = [block.text for block in report.blocks if block.kind != "table"]
    for table in report.tables.values():
        texts += [table.caption, *table.headers]
        texts += [line for row in table.rows for text in row[1:] for line in cell_lines(table.table_id, text)]
    return Counter(word for text in texts for word in text.split() if "-" not in word)


def words_in(path: Path) -> Counter[str]:
    words: Counter[str] = Counter()
    with pdfplumber.open(path) as document:
        for page in document.pages:
            words.update(unicodedata.normalize("NFC", page.extract_text()).split())
            page.close()
    return words
