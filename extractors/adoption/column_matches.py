"""From lined-up columns to the columns of the new edition: what is certain, what is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import itemgetter

from extractors.adoption.answers import require_one_of
from extractors.adoption.bodies import NamesByType
from extractors.adoption.columns import ColumnLineup, specified_path
from extractors.adoption.contents import fits_type, is_other_scale
from extractors.adoption.header_readings import HeaderReading
from extractors.adoption.naming import ColumnFacts, column_key, facts_of
from extractors.adoption.pairing import Pair
from extractors.adoption.proposal import NEW, ColumnKind, ColumnMatch, Question
from extractors.adoption.wordings import SAME
from extractors.adoption.years import masked, shifted, year_of
from extractors.likeness import letters
from extractors.spec import FIGURE_IN_HEADER, HEADER_LEVELS, ColumnSpec, TableSpec

SURE, HEADER_AT_LEAST, CLEARLY = 0.58, 0.29, 0.08
"""A header worded anew is taken for the last one's, if all together, its words alone and its lead are no less."""
MAY_BE = 0.33
"""Likeness from which on a column that seems to be new may be one that seems to be gone."""
OFTEN = 3
"""Tables that reword the same header in the same manner: then it is no chance."""
FIGURE = re.compile(r"\d[\d.,]*")

FITS = 0.6
Wordings = Mapping[tuple[str, ...], ColumnSpec]
"""Columns by the letters of their headers."""
Rewordings = Counter[tuple[tuple[str, ...], tuple[str, ...]]]
"""How often a header (its letters) stands where the last edition has another one."""


@dataclass
class ColumnChoice:
    """The columns of one table, and what is to be asked of them."""

    matches: list[ColumnMatch] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def rewordings_of(lineups: Sequence[tuple[ColumnLineup, str]], printed_period: str) -> Rewordings:
    """The pairs of headers that are worded otherwise, over all tables; with each the period of its known wording."""
    return Counter(_rewording(lineup, pair, period, printed_period) for lineup, period in lineups
                   for pair in lineup.pairs if lineup.headers[pair.known][pair.printed] < SAME)


def wordings_of(tables: Iterable[tuple[TableSpec, str]]) -> Wordings:
    """The columns of tables, each with the period of its wording, by their headers."""
    found: dict[tuple[str, ...], ColumnSpec] = {}
    for table, period in tables:
        for column in table.columns:
            if column.is_in_header:
                found.setdefault(tuple(map(letters, specified_path(column.header, table, period))), column)
    return found


def choose_columns(lineup: ColumnLineup, table_id: str, periods: tuple[str, str], rewordings: Rewordings,
                   wordings: Wordings, names: NamesByType, answers: Mapping[str, str]) -> ColumnChoice:
    """The columns of a table in the new edition; those of the last edition first, new ones behind them.

    Args:
        table_id: the id in the new edition.
        periods: the years of the last edition and of what the document tells.
        rewordings: of all tables.
        wordings: the columns of all tables: a new column with the header of one of them is called and read like it.
    """
    choice = ColumnChoice()
    pairs = _answered(lineup, table_id, answers)
    certain = {pair.known: pair for pair in pairs if _is_certain(lineup, pair, periods, rewordings)}
    by_known = {pair.known: pair for pair in pairs}
    free = [row for row in range(len(lineup.known)) if row not in certain]
    order = [place for _, place in sorted((pair.known, pair.printed) for pair in pairs)]
    gone_to_new: set[int] = set()
    for row, column in enumerate(lineup.known):
        pair = by_known.get(row)
        if pair is None:
            choice.matches.append(_gone(column))
            continue
        name = f"column:{table_id}:{pair.printed + 1}"
        if row not in certain and name not in answers:
            choice.questions.append(_question(lineup, pair, free, name))
        scale = f"scale:{table_id}:{column.key}"
        if is_other_scale(lineup.reading.contents[pair.printed], column):
            require_one_of(answers, scale, [column.key], [NEW])
            if answers.get(scale) == NEW:
                choice.matches.append(_gone(column))
                gone_to_new.add(pair.printed)
                continue
            if scale not in answers:
                choice.questions.append(_scale_question(lineup, pair, column, scale))
        choice.matches.append(_matched(lineup, pair, periods, order))
    paired = {pair.printed for pair in pairs} - gone_to_new
    choice.questions += _doubtful(lineup, paired, free, by_known, table_id, answers)
    choice.matches += _others(lineup)
    choice.matches += _new(lineup, paired, periods, wordings, names)
    return choice


def as_column(match: ColumnMatch, known: Mapping[str, ColumnSpec]) -> ColumnSpec:
    """The column as the specification of the new edition has it."""
    header = tuple(match.new_header.split(HEADER_LEVELS))
    if match.column_key in known:
        return replace(known[match.column_key], header=header)
    return ColumnSpec(match.column_key, header, match.type, match.unit,
                      Decimal(match.minimum) if match.minimum else None,
                      Decimal(match.maximum) if match.maximum else None,
                      match.required == "yes", match.spans_rows == "yes")


def _answered(lineup: ColumnLineup, table_id: str, answers: Mapping[str, str]) -> list[Pair]:
    """The pairs, changed by what was answered."""
    pairs = {pair.printed: pair for pair in lineup.pairs}
    keys = [column.key for column in lineup.known]
    for place in range(len(lineup.reading.paths)):
        require_one_of(answers, f"column:{table_id}:{place + 1}", keys, [NEW])
        said = answers.get(f"column:{table_id}:{place + 1}")
        if said == NEW:
            pairs.pop(place, None)
        elif said in keys:
            row = keys.index(said)
            pairs = {printed: pair for printed, pair in pairs.items() if pair.known != row}
            pairs[place] = Pair(row, place, lineup.likeness[row][place], 1.0)
    return list(pairs.values())


def _is_certain(lineup: ColumnLineup, pair: Pair, periods: tuple[str, str], rewordings: Rewordings) -> bool:
    header = lineup.headers[pair.known][pair.printed]
    if header >= SAME or rewordings[_rewording(lineup, pair, *periods)] >= OFTEN:
        return True
    return pair.likeness >= SURE and header >= HEADER_AT_LEAST and pair.margin >= CLEARLY


def _rewording(lineup: ColumnLineup, pair: Pair, period: str,
               printed_period: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    last = specified_path(lineup.known[pair.known].header, lineup.table, period)
    new = specified_path(lineup.reading.paths[pair.printed], lineup.table, printed_period)
    return tuple(map(letters, last)), tuple(map(letters, new))


def _question(lineup: ColumnLineup, pair: Pair, free: Sequence[int], name: str) -> Question:
    """Which of the columns that are left this one is, or whether it is new."""
    likes = sorted(((lineup.known[row].key, round(lineup.likeness[row][pair.printed], 2)) for row in free),
                   key=lambda like: -like[1])
    best = likes[0][1] if likes else 0.0
    found = HEADER_LEVELS.join(lineup.reading.paths[pair.printed])
    return Question(name, "column", found, (*likes[:3], (NEW, round(1 - best, 2))))


def _doubtful(lineup: ColumnLineup, paired: set[int], free: Sequence[int], by_known: Mapping[int, Pair],
              table_id: str, answers: Mapping[str, str]) -> Iterator[Question]:
    """Of the columns that seem to be new, those that may be one that seems to be gone."""
    gone = [row for row in free if row not in by_known]
    for place, path in enumerate(lineup.reading.paths):
        name = f"column:{table_id}:{place + 1}"
        best = max((lineup.likeness[row][place] for row in gone), default=0.0)
        if path and place not in paired and best >= MAY_BE and name not in answers:
            yield _question(lineup, Pair(0, place, best, 0.0), gone, name)


def _scale_question(lineup: ColumnLineup, pair: Pair, column: ColumnSpec, name: str) -> Question:
    figures = lineup.reading.contents[pair.printed].figures
    found = f"{HEADER_LEVELS.join(lineup.reading.paths[pair.printed])}: {min(figures)} – {max(figures)}"
    return Question(name, "scale", f"{found} (≤ {column.maximum})", ((NEW, 0.5), (column.key, 0.5)))


def _matched(lineup: ColumnLineup, pair: Pair, periods: tuple[str, str], order: Sequence[int]) -> ColumnMatch:
    column = lineup.known[pair.known]
    path = lineup.reading.paths[pair.printed]
    is_same = lineup.headers[pair.known][pair.printed] >= SAME
    years = year_of(periods[1]) - year_of(periods[0])
    kind: ColumnKind = "reworded" if not is_same else "moved" if _is_moved(pair, order) else "same"
    header = tuple(shifted(level, years) for level in column.header) if is_same else _with_figures(path, column)
    return _match(column, HEADER_LEVELS.join(header), 1.0 if is_same else round(pair.likeness, 2), kind, pair.printed)


def _is_moved(pair: Pair, order: Sequence[int]) -> bool:
    """Whether it stands out of the order of the others: what is left in order is as much as can be."""
    return pair.printed not in _longest_rising(order)


def _longest_rising(order: Sequence[int]) -> set[int]:
    runs: list[tuple[int, list[int]]] = [(0, [])]
    for place in order:
        count, run = max(((count, run) for count, run in runs if not run or run[-1] < place), key=itemgetter(0))
        runs.append((count + 1, [*run, place]))
    return set(max(runs, key=itemgetter(0))[1])


def _with_figures(path: Sequence[str], column: ColumnSpec) -> tuple[str, ...]:
    """A header worded anew, with the figures that the last one had in it as their keys."""
    keys = [key for level in column.header for key in FIGURE_IN_HEADER.findall(level)]
    levels = list(path)
    for key in keys:
        for place, level in enumerate(levels):
            if FIGURE.search(level):
                levels[place] = FIGURE.sub(f"{{{key}}}", level, count=1)
                break
    return tuple(levels)


def _gone(column: ColumnSpec) -> ColumnMatch:
    return _match(column, "", 0.0, "gone", None)


def _others(lineup: ColumnLineup) -> Iterator[ColumnMatch]:
    """Headings over rows and figures in headers: columns without a header of their own go on as they are."""
    for column in lineup.table.columns:
        if not column.is_in_header:
            yield _match(column, HEADER_LEVELS.join(column.header), 1.0, "same", None)


def _new(lineup: ColumnLineup, paired: set[int], periods: tuple[str, str], wordings: Wordings,
         names: NamesByType) -> Iterator[ColumnMatch]:
    """Printed columns that are none of the last edition's; one that only holds headings of rows is no column."""
    has_headings = any(column.type == "heading" and not column.is_in_header for column in lineup.table.columns)
    taken = {column.key for column in lineup.table.columns}
    years = year_of(periods[1]) - year_of(periods[0]) if lineup.known else 0
    leftmost = next((place for place, path in enumerate(lineup.reading.paths) if path), 0)
    for place, path in enumerate(lineup.reading.paths):
        content = lineup.reading.contents[place]
        is_sparse = place == leftmost and 0 < len(content.filled) < len(content.texts) and not content.figures
        if place in paired or not path or (has_headings and is_sparse):
            continue
        key, sibling = column_key(path, lineup.known, taken, place, years)
        like = wordings.get(tuple(letters(masked(level, periods[1])) for level in path))
        if like and like.key not in taken and not sibling and fits_type(content, like) >= FITS:
            key, sibling = like.key, like
        taken.add(key)
        header = _with_own_figure(path, key, lineup.reading)
        facts = facts_of(content, path, names)
        if header != path:
            facts = ColumnFacts("integer", "", "0", "", "yes")
        if sibling:
            facts = ColumnFacts(sibling.type, sibling.unit, _plain(sibling.minimum), _plain(sibling.maximum),
                                facts.required, "yes" if sibling.spans_rows else "no")
        best = max((row[place] for row in lineup.likeness), default=0.0)
        yield ColumnMatch(key, "", HEADER_LEVELS.join(header), round(1 - best, 2), "new", facts.type, facts.unit,
                          facts.minimum, facts.maximum, facts.required, facts.spans_rows, place + 1)


def _with_own_figure(path: tuple[str, ...], key: str, reading: HeaderReading) -> tuple[str, ...]:
    """A header whose figure is that of the rows under it (`Năm {nam}`), where the header comes again with another."""
    is_own = path[-1] in reading.varying and sum(path[-1] in other for other in reading.paths) == 1
    return (*path[:-1], FIGURE.sub(f"{{{key}}}", path[-1], count=1)) if is_own else path


def _match(column: ColumnSpec, header: str, likeness: float, kind: ColumnKind, place: int | None) -> ColumnMatch:
    return ColumnMatch(
        column.key, HEADER_LEVELS.join(column.header), header, likeness, kind, column.type, column.unit,
        _plain(column.minimum), _plain(column.maximum), "yes" if column.required else "no",
        "yes" if column.spans_rows else "no", None if place is None else place + 1)


def _plain(limit: object) -> str:
    return "" if limit is None else f"{limit:f}"
