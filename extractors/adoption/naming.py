"""What a new table or a new column is called, and what it holds, as far as its cells tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from extractors.adoption.bodies import NamesByType
from extractors.adoption.contents import Content
from extractors.adoption.header_readings import Path
from extractors.adoption.years import PLAIN_YEAR, YEAR
from extractors.likeness import letters
from extractors.names import folded, without_marks
from extractors.spec import ColumnSpec

LONGEST_KEY = 40
NEARLY = 0.9
MOST_NAMES = 0.6
"""The share of known names from which on a column names bodies."""
A_FEW = 0.1
RANK_WORDS = re.compile(r"\b(xep hang|thu hang|hang|rank)\b")


@dataclass(frozen=True)
class ColumnFacts:
    """What columns.csv says of a column."""

    type: str
    unit: str
    minimum: str
    maximum: str
    required: str
    spans_rows: str = "no"


def key_of(text: str, taken: Collection[str], otherwise: str) -> str:
    """A key out of words: `Điểm đánh giá` → `diem_danh_gia`; with a number behind it where that is taken."""
    words = without_marks(folded(YEAR.sub(" ", text))).split()
    key = ""
    for word in words:
        if len(key) + len(word) >= LONGEST_KEY:
            break
        key = f"{key}_{word}" if key else word
    key = key if key and not key[0].isdigit() else otherwise
    number, whole = 2, key
    while key in taken:
        key, number = f"{whole}_{number}", number + 1
    return key


def column_key(path: Path, known: Collection[ColumnSpec], taken: Collection[str], place: int,
               years: int) -> tuple[str, ColumnSpec | None]:
    """The key of a new column; of one that only a year tells from a known column, that one's key with another year.

    Args:
        years: from the last edition to the new one: `rank_2015` is the rank of the year before in all editions.
    """
    bare = [letters(YEAR.sub("", level)) for level in path]
    told = YEAR.findall(" ".join(path))
    for column in known:
        its = [letters(YEAR.sub("", level)) for level in column.header]
        in_header, in_key = YEAR.findall(" ".join(column.header)), PLAIN_YEAR.search(column.key)
        if told and in_header and in_key and its == bare:
            year = int(in_key.group()) + int(told[-1]) - int(in_header[-1]) - years
            key = PLAIN_YEAR.sub(str(year), column.key)
            if key not in taken:
                return key, column
    return key_of(path[-1] if path else "", taken, f"column_{place + 1}"), None


def facts_of(content: Content, path: Path, names: NamesByType) -> ColumnFacts:
    """Type, unit and range as the cells suggest them; what no figure is, is text."""
    required = "yes" if content.texts and len(content.filled) == len(content.texts) else "no"
    share, _ = content.share_of_bodies(names)
    kinds = {"text": share >= MOST_NAMES, "url": content.share_of_urls >= NEARLY,
             "flag": content.share_of_flags >= NEARLY, "percent": content.share_in_per_cent >= NEARLY / 2}
    kind = next((kind for kind, is_it in kinds.items() if is_it), None)
    if kind == "percent":
        return ColumnFacts("percent", "%", "0", "", required)
    if kind or content.share_of_figures < NEARLY:
        return ColumnFacts(kind or "text", "", "", "", required)
    return _facts_of_figures(content, without_marks(folded(path[-1])) if path else "", required)


def _facts_of_figures(content: Content, header: str, required: str) -> ColumnFacts:
    if content.is_ranks and RANK_WORDS.search(header):
        return ColumnFacts("rank", "", "1", "", required)
    least = "0" if min(content.figures) >= 0 else ""
    if content.are_whole:
        return ColumnFacts("integer", "", least, "", required)
    is_index = max(content.figures) <= 1 and least == "0"
    return ColumnFacts("decimal", "index" if is_index else "", least, "1" if is_index else "", required)


def facts_of_table(columns: Mapping[str, tuple[Content, ColumnFacts]], title: str,
                   names: NamesByType) -> dict[str, str]:
    """The line of tables.csv of a new table: whom it is about, by the names in it, and by what it is ranked."""
    shares = {key: content.share_of_bodies(names) for key, (content, _) in columns.items()}
    body = max(shares, key=lambda key: shares[key][0], default="")
    names_bodies = bool(body) and shares[body][0] >= MOST_NAMES
    ranked = [key for key, (_, facts) in columns.items() if facts.type == "rank"]
    scores = [key for key, (_, facts) in columns.items() if facts.type == "decimal"]
    running = [key for key, (content, _) in columns.items() if content.is_running and key not in ranked]
    return {
        "entity_type": _types(columns[body][0], names) if names_bodies else "indicator", "title_en": title,
        "coverage": "part" if names_bodies else "",
        "rank_basis": scores[-1] if ranked and scores and names_bodies else "",
        "row_sum": "", "column_sum": "", "pooled_separators": ";" if names_bodies else "",
        "body_column": body if names_bodies else "", "holds": "", "running_column": running[0] if running else "",
        "ranks_run_on": ""}


def _types(content: Content, names: NamesByType) -> str:
    """The types of the bodies that a column names, those of a few by chance left out."""
    keys = set(content.name_keys)
    return " ".join(sorted(kind for kind, known in names.items() if len(keys & known) >= A_FEW * len(keys)))
