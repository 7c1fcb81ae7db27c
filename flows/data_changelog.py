"""What changed in the published data, as a changelog that people read: by edition and table, in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.changelog_rows import Teller, marked_off
from flows.difference_lines import Difference, row_line
from flows.words import Words
from reports.catalogue import Catalogue, Report
from warehouse.differences import ADDED, CHANGED, REMOVED, RowDifference, TableDifference

Titles = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class States:
    """The two states that are compared: what they are called, and edition → language → title in each."""

    before: str
    after: str
    titles_before: Titles
    titles_after: Titles

    def title(self, edition: str, language: str) -> str:
        """The title of an edition, as the later state has it."""
        return {**self.titles_before, **self.titles_after}.get(edition, {}).get(language, "")


def about_columns(catalogue: Catalogue, table: str) -> tuple[str, ...]:
    """The columns that must be brought along with every row of a table (model, `schema.model` or CSV file)."""
    report = report_of(catalogue, table)
    return Teller(Words("en"), catalogue, report, False).about if report else ()


def report_of(catalogue: Catalogue, table: str) -> Report | None:
    """The report that a table is published as."""
    name = table.removeprefix("csv/").removesuffix(".csv").rpartition(".")[2]
    return next((report for report in catalogue.reports if name in (report.code, report.model)), None)


class Changelog:
    """A difference told in one language. `limit`: rows of a kind that are told by table and edition; None: all."""

    def __init__(self, words: Words, catalogue: Catalogue, states: States, limit: int | None) -> None:
        self._words, self._catalogue, self._states, self._limit = words, catalogue, states, limit

    def lines(self, found: Difference) -> Iterator[str]:
        """The changelog: counts, changes of form, then every edition with its tables."""
        words = self._words
        yield f"# {words('changelog_title')}"
        yield ""
        yield words("changelog_states", before=self._states.before, after=self._states.after)
        if found.is_equal:
            yield from ("", words("changelog_nothing", tables=found.equal_tables))
            return
        yield from self._counts(found)
        yield from self._forms(found)
        by_edition: dict[str, list[tuple[TableDifference, list[RowDifference]]]] = {}
        for table in found.tables:
            for edition, rows in self._by_edition(table).items():
                by_edition.setdefault(edition, []).append((table, rows))
        for edition in sorted(by_edition, key=lambda code: (not code, code)):
            yield from self._edition(edition, by_edition[edition])

    def _counts(self, found: Difference) -> Iterator[str]:
        changed = [table for table in found.tables if table.count]
        if changed:
            yield from ("", f"## {self._words('changelog_tables')}", "", self._words("changelog_heading"),
                        "|---|---|---:|---:|---:|")
        for table in changed:
            counts = " | ".join(self._words.figure(count) for count in (table.changed, table.added, table.removed))
            yield f"| {self._title(table.table)} | `{table.table}` | {counts} |"
        if found.equal_tables:
            yield from ("", self._words("changelog_equal", tables=found.equal_tables))

    def _forms(self, found: Difference) -> Iterator[str]:
        """Tables and columns that only one side has."""
        told = [self._words(f"changelog_tables_{kind}", count=len(tables), tables=", ".join(tables))
                for kind, names in (("new", found.only_after), ("gone", found.only_before))
                if (tables := [f"{self._title(name)} (`{name}`)" for name in names
                               if report_of(self._catalogue, name)])]
        told += [self._words(f"changelog_columns_{kind}", table=f"`{table.table}`", columns=len(names),
                             names=", ".join(f"`{name}`" for name in names))
                 for table in found.tables
                 for kind, names in (("new", table.columns_added), ("gone", table.columns_removed)) if names]
        if told:
            yield from ("", f"## {self._words('changelog_form')}", "", *(f"* {line}" for line in told))

    def _by_edition(self, table: TableDifference) -> dict[str, list[RowDifference]]:
        report = report_of(self._catalogue, table.table)
        found: dict[str, list[RowDifference]] = {}
        for row in table.rows:
            told = {**row.key, **row.about}
            edition = str(told.get(report.edition_column) or "").partition("@")[0] if report else ""
            found.setdefault(edition, []).append(row)
        return found

    def _edition(self, edition: str, tables: Sequence[tuple[TableDifference, list[RowDifference]]]) -> Iterator[str]:
        """Its tables; of an edition that is new or gone as a whole, the counts of its rows."""
        words, title = self._words, self._states.title(edition, self._words.language)
        name = " — ".join(filter(None, (marked_off(title), f"`{edition}`"))) if edition else words("changelog_rest")
        is_new = edition in self._states.titles_after and edition not in self._states.titles_before
        is_gone = edition in self._states.titles_before and edition not in self._states.titles_after
        if is_new or is_gone:
            kind = words("changelog_edition_new" if is_new else "changelog_edition_gone")
            yield from ("", f"## {kind}: {name}", "")
            yield from (f"* {self._title(table.table)}: {words('changelog_edition_rows', count=len(rows))}"
                        for table, rows in tables)
            return
        yield from ("", f"## {name}")
        for table, rows in tables:
            yield from ("", f"### {self._title(table.table)}")
            for kind in (CHANGED, ADDED, REMOVED):
                yield from self._rows(table, kind, [row for row in rows if row.kind == kind])

    def _rows(self, table: TableDifference, kind: str, rows: list[RowDifference]) -> Iterator[str]:
        report = report_of(self._catalogue, table.table)
        if not rows:
            return
        own = {ADDED: report.added, REMOVED: report.removed}.get(kind) if report else None
        called = own[self._words.language] if own else self._words(f"changelog_rows_{kind}")
        yield from ("", self._words("changelog_count", count=len(rows), kind=called), "")
        told = list(self._told(table, report, rows))
        limit = len(told) if self._limit is None else self._limit
        yield from (f"* {line}" for line in told[:limit])
        if len(told) > limit:
            yield "* " + self._words("changelog_more", count=len(told) - limit)

    def _told(self, table: TableDifference, report: Report | None, rows: list[RowDifference]) -> Iterator[str]:
        """What changed alike in many rows once, then the rows that have more to tell."""
        if report is None:
            yield from (marked_off(row_line(row)) for row in rows)
            return
        teller = Teller(self._words, self._catalogue, report, is_guarded=table.table.endswith(".csv"))
        alike = Counter((key, row.before[key], row.after[key]) for row in rows if row.kind == CHANGED
                        for key in row.after)
        often = {change: count for change, count in alike.items()
                 if self._limit is not None and count > self._limit and not teller.is_place(change[0])}
        for (key, before, after), count in often.items():
            yield self._words("changelog_often", count=count, change=teller.change(key, before, after))
        for row in rows:
            left_out = frozenset(key for key in row.after if row.kind == CHANGED
                                 and (key, row.before[key], row.after[key]) in often)
            if row.kind != CHANGED or len(left_out) < len(row.after):
                yield teller.sentence(row, left_out)

    def _title(self, table: str) -> str:
        report = report_of(self._catalogue, table)
        return marked_off(report.title[self._words.language] if report else table)
