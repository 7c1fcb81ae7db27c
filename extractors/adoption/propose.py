"""Next year's documents and the specification of the last edition → what is proposed for the new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.adoption.answers import require_dates, require_not_before
from extractors.adoption.bodies import names_by_type
from extractors.adoption.claim import SeriesLikeness, series_of, without_forms
from extractors.adoption.documents import Document, read_document
from extractors.adoption.drifts import documents_missing, drifts_of
from extractors.adoption.edition_facts import decimal_mark, edition_id, published_on, title_of, title_said
from extractors.adoption.names_printed import bodies_of_year, names_found
from extractors.adoption.proposal import Drift, Proposal, Question, TableMatch
from extractors.adoption.reading_back import read_back, strangers_in_forms
from extractors.adoption.sections_found import with_sections
from extractors.adoption.table_matches import Chosen, Context, choose_tables, gone_tables, nameless_tables
from extractors.adoption.tables import Known, known_tables, line_up_tables
from extractors.adoption.years import YEAR, year_of
from extractors.errors import DataError, Problem
from extractors.guard import Progress
from extractors.spec import EditionSpec, known_editions, load_edition_spec

CLEARLY = 0.1
"""By how much a series must be liker than the next one."""


def propose(documents: Sequence[Path], folder: Path, entities: Path, *, series: str = "", edition: str = "",
            answers: Mapping[str, str] | None = None, progress: Progress | None = None) -> Proposal:
    """Line up documents with the last edition of their series.

    Args:
        documents: the report, its workbook, forms, or several of them; forms have no tables to be lined up.
        folder: the series as data (`extractors/series`).
        entities: the folder of entities.csv, entity_names.csv and excluded_entities.csv.
        series: where the documents do not tell it.
        edition: the id of the new edition; empty: after the last one's, with the year that the documents tell.
        answers: to the questions of an earlier proposal, by their names.

    Raises:
        DataError: a document cannot be read; no series, or more than one, claims them; they are a known edition's;
            an answer is none that its question takes.
    """
    said: Mapping[str, str] = answers or {}
    require_dates(said)
    read = [read_document(path, progress) for path in documents]
    claim = _claim(read, folder, series)
    last, *_ = editions = _editions(claim, folder, edition)
    period, printed_period, asked = _period(claim, last, edition, said)
    new_id = edition or edition_id(last, period)
    if new_id in known_editions(folder) or (not edition and claim.edition and "period" not in said):
        raise DataError([Problem("edition_known", edition=claim.edition or new_id, file=read[0].name,
                                 found=claim.why, expected=f"{claim.series}: {last.id}")])
    context = Context(last, printed_period, names_by_type(entities), said)
    papers = without_forms(read, editions)
    found = _Findings(read, papers, last, last, period, printed_period, [], False, [], asked)
    if not papers:
        found.drifts.append(Drift("only_forms", "", last.id, "", 1.0))
    for document in sorted(papers, key=lambda document: document.found_in):
        _line_up(document, found, editions, context)
    found.spec = replace(last, id=new_id, period=period, tables=tuple(one.spec for one in found.chosen))
    return _proposal(found, entities, said)


def _line_up(document: Document, found: _Findings, editions: Sequence[EditionSpec], context: Context) -> None:
    """The tables of one more document, put to those that are found already."""
    last, printed_period = context.last, context.printed_period
    known = known_tables(editions) + [Known(one.spec, printed_period, False) for one in found.chosen
                                      if one.match.kind == "new"]
    lineup = line_up_tables(document, known, last, printed_period, context.names)
    tables, reworded = with_sections(choose_tables(lineup, context), lineup, last, printed_period)
    found.chosen = _together(found.chosen, tables)
    found.drifts += reworded
    found.questions += nameless_tables(lineup, context)
    found.is_below |= lineup.is_below


@dataclass
class _Findings:
    documents: list[Document]
    papers: list[Document]
    """Those that are no forms."""
    last: EditionSpec
    spec: EditionSpec
    period: str
    printed_period: str
    chosen: list[Chosen]
    is_below: bool
    drifts: list[Drift]
    questions: list[Question]


def _claim(documents: Sequence[Document], folder: Path, series: str) -> SeriesLikeness:
    claims = series_of(documents, folder)
    names = " · ".join(document.name for document in documents)
    if series:
        known = sorted(path.parent.name for path in folder.glob("*/series.yml"))
        if series not in known:
            raise DataError([Problem("series_unknown", found=series, expected=", ".join(known))])
        return next((claim for claim in claims if claim.series == series),
                    SeriesLikeness(series, 0.0, "report", None, None, (), "as told"))
    if not claims:
        expected = " · ".join(sorted(path.parent.name for path in folder.glob("*/series.yml")))
        raise DataError([Problem("series_unclaimed", file=names, found=" / ".join(documents[0].head[:3]),
                                 expected=expected)])
    if len(claims) > 1 and claims[0].likeness - claims[1].likeness < CLEARLY:
        raise DataError([Problem("series_unclear", file=names, expected="--series",
                                 found=" · ".join(f"{claim.series} {claim.likeness:.0%}" for claim in claims))])
    return claims[0]


def _editions(claim: SeriesLikeness, folder: Path, edition: str) -> list[EditionSpec]:
    """The editions of a series from the last one back; behind them those of later years than the documents'."""
    home = claim.series
    specs = [load_edition_spec(known, folder) for known, series in known_editions(folder).items() if series == home]
    if not specs:
        raise DataError([Problem("series_without_edition", edition=edition, found=home,
                                 expected="an edition in series.yml")])
    specs.sort(key=lambda spec: (spec.period, spec.published_on), reverse=True)
    return sorted(specs, key=lambda spec: bool(claim.period) and spec.period > str(claim.period))


def _period(claim: SeriesLikeness, last: EditionSpec, edition: str,
            answers: Mapping[str, str]) -> tuple[str, str, list[Question]]:
    """The year of the data, the year by which the print is read, and the question where neither is clear."""
    told = answers.get("period", "")
    in_id = YEAR.search(edition)
    best = claim.period or (claim.periods[0][0] if claim.periods else "")
    period = told or (in_id.group() if in_id else "") or best or str(year_of(last.period) + 1)
    printed = claim.period or (told or best or period)
    is_clear = bool(told or in_id or claim.period)
    asked = [] if is_clear else [Question("period", "period", claim.why, claim.periods)]
    return period, printed, asked


def _together(before: Sequence[Chosen], more: Sequence[Chosen]) -> list[Chosen]:
    """The tables of one more document: one that a report and its workbook print is one table."""
    chosen = list(before)
    for one in more:
        same = next((place for place, other in enumerate(chosen) if other.match.table_key == one.match.table_key), None)
        if same is None:
            chosen.append(one)
            continue
        first = chosen[same]
        found_in = tuple(sorted({*first.match.found_in, *one.match.found_in}))
        spec = replace(first.spec, found_in=frozenset(found_in))
        chosen[same] = Chosen(replace(first.match, found_in=found_in), spec, first.questions)
    return chosen


def _proposal(found: _Findings, entities: Path, answers: Mapping[str, str]) -> Proposal:
    last, spec = found.last, found.spec
    mark = decimal_mark(found.papers, last.decimal_mark)
    counts, mentions = read_back(found.papers, replace(spec, decimal_mark=mark or last.decimal_mark))
    tables, questions = _counted(found.chosen, counts, answers)
    forms = [document for document in found.documents if document not in found.papers]
    form, strangers = strangers_in_forms(forms, spec, bodies_of_year(entities, last, found.period))
    by_id = {table.id: table for table in (*spec.tables, form)}
    names = names_found([*mentions, *strangers], by_id, last, found.period, entities, answers)
    gone = tuple(gone_tables(last, found.chosen))
    require_not_before(answers, found.period)
    date = answers.get("published_on") or published_on(found.documents)
    asked = [*found.questions, *(question for one in found.chosen for question in one.questions), *questions,
             *names.questions]
    if not date:
        asked.append(Question("published_on", "published_on", found.documents[0].name, ()))
    years = year_of(found.period) - year_of(last.period)
    drifts = drifts_of(tables, gone, (last.period, found.period, found.printed_period),
                       {document.found_in for document in found.papers}, found.is_below)
    drifts += documents_missing(tables, last)
    if mark:
        drifts.append(Drift("decimal_mark", "", last.decimal_mark, mark, 1.0))
    return Proposal(
        last.series, spec.id, found.period, date,
        title_said("title_vi", answers, title_of(last.title_vi, found.documents, years)),
        title_said("title_en", answers, title_of(last.title_en, found.documents, years)), last.id, (*tables, *gone),
        (*drifts, *found.drifts, *names.drifts), tuple(asked), names.names, mark, names.bodies)


def _counted(chosen: Sequence[Chosen], counts: Mapping[str, tuple[int, int]],
             answers: Mapping[str, str]) -> tuple[tuple[TableMatch, ...], list[Question]]:
    """The tables with their rows; where a page break leaves it open how many, the last edition decides or a person."""
    tables, questions = [], []
    for one in chosen:
        least, most = counts.get(one.match.new_id, (one.match.rows, one.match.rows))
        name = f"rows:{one.match.new_id}"
        rows = most
        if answers.get(name, "").isdigit():
            rows = int(answers[name])
        elif least < most and least <= one.match.rows_last <= most:
            rows = one.match.rows_last
        elif least < most:
            questions.append(Question(name, "rows", f"{one.match.new_id}: {least} – {most}",
                                      ((str(most), 0.5), (str(least), 0.5))))
        tables.append(replace(one.match, rows=rows))
    return tuple(tables), questions
