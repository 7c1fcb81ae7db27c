"""From lined-up tables to the tables of the new edition: what is certain, what is asked, what is new or gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.adoption.answers import require_one_of
from extractors.adoption.bodies import NamesByType
from extractors.adoption.column_matches import (
    Rewordings,
    Wordings,
    as_column,
    choose_columns,
    rewordings_of,
    wordings_of,
)
from extractors.adoption.columns import ColumnLineup
from extractors.adoption.contents import Content
from extractors.adoption.header_readings import HeaderReading, likeliest_reading
from extractors.adoption.naming import ColumnFacts, facts_of_table, key_of
from extractors.adoption.pairing import Pair
from extractors.adoption.printed import PrintedTable
from extractors.adoption.proposal import NEW, SKIP, ColumnMatch, Question, TableKind, TableMatch
from extractors.adoption.tables import TableLineup
from extractors.adoption.wordings import SAME, bare_title
from extractors.adoption.years import shifted, year_of
from extractors.notes import MARK_BEHIND
from extractors.spec import HEADER_LEVELS, NO_HEADER, EditionSpec, TableSpec

SURE, CLEARLY = 0.6, 0.06
"""A table is taken for one of the last edition, if its likeness and its lead are no less."""
FEWEST_ROWS = 2
"""Rows under the header of a table that nobody knows; less is a box."""
MOSTLY = 0.8
BULLET = re.compile(r"^[•●▪◦■–+*-]\s*")
MOST_TOLD = 3


@dataclass(frozen=True, eq=False)
class Chosen:
    """A table of the new edition with its specification, as far as it is printed."""

    match: TableMatch
    spec: TableSpec
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Context:
    """What all tables share: the last edition, the year that the document tells, names of bodies, answers."""

    last: EditionSpec
    printed_period: str
    names: NamesByType
    answers: Mapping[str, str]



def choose_tables(lineup: TableLineup, context: Context) -> list[Chosen]:
    """The tables of one document in their order, new ones among them; those that are gone are not told here."""
    pairs = _answered(lineup, context)
    columns = [(lineup.columns_of(pair), lineup.known[pair.known].period) for pair in pairs.values()]
    rewordings = rewordings_of(columns, context.printed_period)
    wordings = wordings_of((one.table, one.period) for one in lineup.known)
    taken = {name for one in lineup.known for name in (one.table.key, one.table.id)}
    chosen = {place: _known(lineup, pair, rewordings, wordings, context) for place, pair in pairs.items()}
    wordings = {**wordings_of((one.spec, context.printed_period) for one in chosen.values()), **wordings}
    for place, printed in enumerate(lineup.printed):
        is_skipped = context.answers.get(_name_of(printed)) == SKIP
        if place not in pairs and not is_skipped and printed.natural_title and _may_be_table(printed):
            chosen[place] = _new(lineup, printed, taken, wordings, context)
            taken.add(chosen[place].match.table_key)
    return [chosen[place] for place in sorted(chosen)]


def nameless_tables(lineup: TableLineup, context: Context) -> Iterator[Question]:
    """What looks like a table and has no caption of the series: it cannot be read, unless it is a known one."""
    pairs = _answered(lineup, context)
    for place, printed in enumerate(lineup.printed):
        if (place not in pairs and not printed.natural_title and _may_be_table(printed)
                and context.answers.get(_name_of(printed)) != SKIP):
            likes = sorted(((one.table.key, round(lineup.cells[row][place].score, 2))
                            for row, one in enumerate(lineup.known)), key=lambda like: -like[1])
            header = " · ".join(path[-1] for path in printed.readings[0].paths if path)
            yield Question(_name_of(printed), "table", f"{printed.place}: {header}", (*likes[:MOST_TOLD], (SKIP, 0.0)))


def gone_tables(last: EditionSpec, chosen: Sequence[Chosen]) -> Iterator[TableMatch]:
    """The tables of the last edition that no document prints."""
    found = {one.match.table_key for one in chosen}
    for table in last.tables:
        if table.key not in found:
            yield TableMatch(table.key, "gone", table.id, "", table.title, "", 0.0, None, 0, table.rows,
                             table.section, tuple(sorted(table.found_in)), ())


def _answered(lineup: TableLineup, context: Context) -> dict[int, Pair]:
    """Printed place → pair, changed by what was answered."""
    pairs = {pair.printed: pair for pair in lineup.pairs}
    keys = [one.table.key for one in lineup.known]
    for place, printed in enumerate(lineup.printed):
        require_one_of(context.answers, _name_of(printed), keys, (NEW, SKIP))
        said = context.answers.get(_name_of(printed))
        if said in (NEW, SKIP):
            pairs.pop(place, None)
        elif said in keys:
            row = keys.index(said)
            pairs = {other: pair for other, pair in pairs.items() if pair.known != row}
            pairs[place] = Pair(row, place, lineup.cells[row][place].score, 1.0)
    return pairs


def _name_of(printed: PrintedTable) -> str:
    """How a question names a table: by its printed number, else by its place."""
    title = printed.natural_title
    return f"table:{title.number if title and title.number else printed.place}"


def _known(lineup: TableLineup, pair: Pair, rewordings: Rewordings, wordings: Wordings, context: Context) -> Chosen:
    one, printed = lineup.known[pair.known], lineup.printed[pair.printed]
    known, periods = one.table, (one.period, context.printed_period)
    years = year_of(context.printed_period) - year_of(one.period)
    likeness = lineup.cells[pair.known][pair.printed]
    number = likeness.title.number if likeness.title else ""
    new_id = number or known.id
    is_same = likeness.title_likeness >= SAME
    natural = _without_marks(likeness.title.text) if likeness.title else known.title
    title = shifted(known.title, years) if is_same else natural
    lined_up = lineup.columns_of(pair)
    columns = choose_columns(lined_up, new_id, periods, rewordings, wordings, context.names, context.answers)
    kind: TableKind = "reworded" if not is_same else "renumbered" if new_id != known.id else "same"
    match = TableMatch(
        known.key, kind, known.id, new_id, known.title, title, round(pair.likeness, 2), printed.page,
        lined_up.reading.body_rows, known.rows, known.section, (lineup.document.found_in,),
        tuple(columns.matches), sheet=printed.sheet)
    questions = list(columns.questions)
    if (pair.likeness < SURE or pair.margin < CLEARLY) and _name_of(printed) not in context.answers:
        questions.insert(0, _question(lineup, pair))
    return Chosen(match, _spec(known, match), tuple(questions))


def _spec(known: TableSpec, match: TableMatch) -> TableSpec:
    columns = {column.key: column for column in known.columns}
    printed = {column.column_key for column in match.columns if column.is_printed}
    return replace(
        known, id=match.new_id, title=match.new_title, rows=match.rows,
        body_column=known.body_column if known.body_column in printed else "",
        running_column=known.running_column if known.running_column in printed else "",
        found_in=frozenset(match.found_in), section=match.section,
        columns=tuple(as_column(column, columns) for column in match.columns if column.is_printed))


def _question(lineup: TableLineup, pair: Pair) -> Question:
    """Which table this is: those that it is the likest to, or a new one."""
    printed = lineup.printed[pair.printed]
    likes = sorted(((one.table.key, round(lineup.cells[row][pair.printed].score, 2))
                    for row, one in enumerate(lineup.known)), key=lambda like: -like[1])
    title = printed.natural_title or lineup.cells[pair.known][pair.printed].title
    found = f"{printed.place}: {title.number} {title.text}" if title else printed.place
    return Question(_name_of(printed), "table", found, (*likes[:MOST_TOLD], (NEW, round(1 - likes[0][1], 2)),
                                                        (SKIP, 0.0)))


def _may_be_table(printed: PrintedTable) -> bool:
    """Whether it has a header over rows, and where it has no caption, figures: else it is a box or a signature."""
    reading = printed.readings[0]
    named = [path for path in reading.paths if path]
    has_figures = any(content.share_of_figures >= MOSTLY for content in reading.contents)
    return len(named) > 1 and reading.body_rows >= FEWEST_ROWS and (printed.natural_title is not None or has_figures)


def _new(lineup: TableLineup, printed: PrintedTable, taken: set[str], wordings: Wordings, context: Context) -> Chosen:
    """A table that no edition had: its key after its caption, its columns like those of the same header elsewhere,
    else as their cells suggest."""
    title = printed.natural_title
    assert title is not None, "_may_be_table said so"
    title = replace(title, text=_without_marks(title.text))
    bare = bare_title(title.text, context.last, context.printed_period) if not title.number else title.text
    key = key_of(bare, taken, f"table_{len(taken) + 1}")
    new_id = title.number or key
    reading, unclear = _reading(printed, new_id, context)
    nothing = TableSpec(new_id, key, title.text, "", "", 0, "", (), "", (), "", "", "results",
                        frozenset([printed.found_in]), (), ())
    bare_lineup = ColumnLineup(nothing, reading, (), (), (), ())
    periods = ("", context.printed_period)
    columns = (*([_heading_column()] if reading.headings else []),
               *choose_columns(bare_lineup, new_id, periods, Counter(), wordings, context.names, {}).matches)
    contents: dict[str, tuple[Content, ColumnFacts]] = {
        column.column_key: (reading.contents[column.place - 1], _facts(column))
        for column in columns if column.place}
    english = context.answers.get(f"title_en:{new_id}", "")
    facts = facts_of_table(contents, english or title.text, context.names)
    facts |= _like_another(facts, {column.column_key for column in columns}, lineup)
    match = TableMatch(key, "new", "", new_id, "", title.text, 0.0, printed.page, reading.body_rows, 0, (),
                       (printed.found_in,), columns, facts, printed.sheet, reading.has_heading_levels)
    spec = replace(
        nothing, entity_type=facts["entity_type"], coverage=facts["coverage"], body_column=facts["body_column"],
        rank_basis=tuple(facts["rank_basis"].split()), pooled_separators=facts["pooled_separators"],
        running_column=facts["running_column"], row_sum=facts["row_sum"],
        column_sum=tuple(facts["column_sum"].split()), ranks_run_on=facts["ranks_run_on"] == "yes",
        columns=tuple(as_column(column, {}) for column in columns))
    asked = () if english else (Question(f"title_en:{new_id}", "title_en", title.text, ((title.text, 0.0),),
                                         is_needed=False),)
    return Chosen(match, spec, (*unclear, *asked))


def _reading(printed: PrintedTable, new_id: str, context: Context) -> tuple[HeaderReading, tuple[Question, ...]]:
    """The reading of a new table's header, and the question of how many rows it has, where none is whole."""
    name = f"levels:{new_id}"
    by_rows = {str(reading.rows): [other for other in printed.readings if other.rows == reading.rows]
               for reading in printed.readings}
    require_one_of(context.answers, name, by_rows, ())
    likeliest = likeliest_reading(printed.readings)
    if said := context.answers.get(name):
        readings = by_rows[said]
        return likeliest_reading(readings) or readings[0], ()
    if likeliest:
        return likeliest, ()
    headers = " · ".join(HEADER_LEVELS.join(path) for path in printed.readings[0].paths if path)
    return printed.readings[0], (Question(name, "levels", f"{printed.place}: {headers}", tuple(
        (rows, 0.0) for rows in by_rows)),)


def _heading_column() -> ColumnMatch:
    """What stands over rows of a new table goes beside each of them."""
    return ColumnMatch("group_heading", "", NO_HEADER, 0.0, "new", "heading", spans_rows="yes")


def _like_another(facts: Mapping[str, str], keys: set[str], lineup: TableLineup) -> dict[str, str]:
    """What holds for a known table with the same columns and bodies of the same type holds for a new one."""
    for one in lineup.known:
        table = one.table
        if {column.key for column in table.columns} == keys and table.entity_type == facts["entity_type"]:
            return {"coverage": table.coverage, "rank_basis": " ".join(table.rank_basis), "row_sum": table.row_sum,
                    "column_sum": " ".join(table.column_sum), "pooled_separators": table.pooled_separators,
                    "body_column": table.body_column, "running_column": table.running_column,
                    "ranks_run_on": "yes" if table.ranks_run_on else ""}
    return {}


def _without_marks(title: str) -> str:
    """A caption without a bullet in front of it and the mark of a note behind it."""
    return MARK_BEHIND.sub("", BULLET.sub("", title)) or title


def _facts(column: ColumnMatch) -> ColumnFacts:
    return ColumnFacts(column.type, column.unit, column.minimum, column.maximum, column.required, column.spans_rows)
