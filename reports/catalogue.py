"""The catalogue of reports, read from YAML and checked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml

T = TypeVar("T")
LANGUAGES = ("vi", "en")
COLUMN_TYPES = ("text", "code", "id", "integer", "rank", "year", "decimal", "date")
SINGLE_LAYOUTS = ("ranking", "front", "printed", "profile", "outlook", "self", "values")
LAYOUTS = (*SINGLE_LAYOUTS, "list")
APPENDIX_REPORTS = ("ranking", "reconciliation", "sources", "indicator_values", "targets", "tasks", "task_bodies",
                    "rank_history", "improvement", "scenarios", "next_rank", "weight_sensitivity", "publications")
FORMATS = ("xlsx", "csv", "html")
DEFAULT_CATALOGUE = Path(__file__).with_name("catalogue.yml")
# libyaml where it is there: it reads the catalogue ten times as fast.
YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXTS = Path(__file__).with_name("texts.yml")


class ReportError(Exception):
    """A catalogue, or a table that is to be reported, is not what the other one says."""


@dataclass(frozen=True)
class Words:
    """The same words in Vietnamese and in English."""

    vi: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True)
class Code:
    """What a code means to a reader; tone is good, note, warn, bad or empty."""

    words: Words
    tone: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the guide."""

    title: Words
    text: Words


@dataclass(frozen=True)
class Column:
    """A column of a report; the comment at the head of catalogue.yml explains each field."""

    key: str
    type: str
    label: Words
    description: Words
    unit: str = ""
    codes: str = ""
    language: str = ""
    pair: str = ""
    decimals: str = ""
    same_as: str = ""
    max_decimals: int | None = None
    places: int | None = None
    width: int | None = None
    numeric: bool = False
    one_line: bool = False
    required: bool = True
    formats: tuple[str, ...] = FORMATS

    @property
    def is_number(self) -> bool:
        """Whether it is set flush right: a number, or text that mostly holds one."""
        return self.numeric or self.type in ("integer", "rank", "year", "decimal")


@dataclass(frozen=True)
class Report:
    """A report: its model, its layout and its columns in reading order.

    `key`: the columns that tell a row; `told_by`, `news`, `added`, `removed`: how the changelog of data tells it.
    `references`: report → columns of the same names that must be found there.
    `edition_column`: tells the edition of a row; what follows an @ in it is a year that the edition tells.
    `is_reference`: its rows belong to no edition. `pictured`: what is doubtful stands beside its printed cell.
    """

    code: str
    model: str
    layout: str
    title: Words
    about: Words
    sort: tuple[str, ...]
    formats: tuple[str, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told_by: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    added: Words | None = None
    removed: Words | None = None
    count_by: str = ""
    guide: tuple[str, ...] = ()
    only_with_rows: bool = False
    edition_column: str = "edition_code"
    is_reference: bool = False
    pictured: bool = False

    def column(self, key: str) -> Column:
        """The column of that key; KeyError if the catalogue has none."""
        return {column.key: column for column in self.columns}[key]

    def edition_of(self, row: Mapping[str, object]) -> str:
        """The edition that a row belongs to."""
        return str(row[self.edition_column]).partition("@")[0]

    def columns_in(self, file_format: str) -> list[Column]:
        """The columns that are shown in this format."""
        return [column for column in self.columns if file_format in column.formats]


@dataclass(frozen=True)
class Catalogue:
    """Everything the writers know beforehand: reports, codes, guide, words of the pages."""

    reports: tuple[Report, ...]
    codes: Mapping[str, Mapping[str, Code]]
    guide: Mapping[str, Part]
    texts: Mapping[str, Words]

    def of_layout(self, layout: str) -> list[Report]:
        """The reports of one layout, in catalogue order."""
        return [report for report in self.reports if report.layout == layout]

    def the(self, layout: str) -> Report:
        """The one report of a layout that only one may have."""
        return self.of_layout(layout)[0]

    def coded(self, code: str) -> Report:
        """The report of that code."""
        return next(report for report in self.reports if report.code == code)

    def code(self, column: Column, value: object) -> Code:
        """What a code means; an unknown one stands for itself."""
        return self.codes[column.codes].get(str(value)) or Code(Words(str(value), str(value)))


def load_catalogue(path: Path = DEFAULT_CATALOGUE) -> Catalogue:
    """Read and check a catalogue. Raises ReportError naming the report and field that is wrong."""
    data = _mapping(path)
    catalogue = Catalogue(
        reports=tuple(_report(entry, path.name) for entry in data["reports"]),
        codes={name: {str(code): _code(words, f"{path.name}: codes.{name}.{code}")
                      for code, words in entries.items()}
               for name, entries in data["codes"].items()},
        guide={key: Part(*(_words(part.get(field), f"{path.name}: guide.{key}.{field}")
                          for field in ("title", "text"))) for key, part in data["guide"].items()},
        texts={key: _words(words, f"{_TEXTS.name}: {key}") for key, words in _mapping(_TEXTS).items()},
    )
    for layout in SINGLE_LAYOUTS:
        if len(catalogue.of_layout(layout)) != 1:
            raise ReportError(f"{path.name}: exactly one report must have layout {layout}.")
    for code in APPENDIX_REPORTS:
        _one_of(code, [report.code for report in catalogue.reports], f"{path.name}: a report of the appendices")
    for report in catalogue.reports:
        for key in report.guide:
            _one_of(key, tuple(catalogue.guide), f"{path.name}: report {report.code}, guide")
        for code in report.references:
            _one_of(code, [other.code for other in catalogue.reports], f"{path.name}: {report.code}, references")
        for column in report.columns:
            if column.type == "code" and column.codes not in catalogue.codes:
                raise ReportError(f"{path.name}: {report.code}.{column.key} uses codes "
                                  f'"{column.codes}", which is not a list under codes.')
    return catalogue


def _mapping(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as stream:
        return dict(yaml.load(stream, YAML))


def _report(entry: dict[str, Any], file: str) -> Report:
    where = f"{file}: report {entry.get('code', '?')}"
    columns = tuple(_column(column, where) for column in entry.get("columns", ()))
    report = _build(Report, where, entry, columns=columns, title=_words(entry.get("title"), where),
                    about=_words(entry.get("about"), where),
                    **_lists(entry, "sort", "guide", "key", "told_by", "news"),
                    **{kind: _words(entry[kind], where) for kind in ("added", "removed") if kind in entry},
                    references={code: tuple(told) for code, told in entry.get("references", {}).items()},
                    formats=tuple(entry.get("formats", FORMATS)))
    _one_of(report.layout, LAYOUTS, f"{where}, layout")
    keys = [column.key for column in columns]
    referring = [key for told in report.references.values() for key in told]
    edition = [] if report.is_reference else [report.edition_column]
    for key in (*report.sort, *report.key, *report.told_by, *report.news, *referring, *edition,
                *filter(None, [report.count_by])):
        _one_of(key, keys, f"{where}, sort, key, told_by, news, references, edition_column or count_by")
    for column in columns:
        for key in filter(None, (column.pair, column.decimals, column.same_as)):
            _one_of(key, keys, f"{where}, column {column.key}, pair, decimals or same_as")
    return report


def _lists(entry: dict[str, Any], *names: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(entry.get(name, ())) for name in names}


def _column(entry: dict[str, Any], where: str) -> Column:
    where = f"{where}, column {entry.get('key', '?')}"
    column = _build(Column, where, entry, label=_words(entry.get("label"), where),
                    description=_words(entry.get("description"), where),
                    formats=tuple(entry.get("formats", FORMATS)))
    _one_of(column.type, COLUMN_TYPES, f"{where}, type")
    for file_format in column.formats:
        _one_of(file_format, FORMATS, f"{where}, formats")
    return column


def _words(entry: Any, where: str) -> Words:
    if not isinstance(entry, dict) or not all(entry.get(language) for language in LANGUAGES):
        raise ReportError(f"{where}: words are needed in both languages (vi, en).")
    return Words(entry["vi"], entry["en"])


def _code(entry: dict[str, str], where: str) -> Code:
    return Code(_words(entry, where), entry.get("tone", ""))


def _build(kind: type[T], where: str, entry: dict[str, Any], **parsed: Any) -> T:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(entry) - known):
        raise ReportError(f"{where}: unknown field {', '.join(unknown)}; known: {', '.join(sorted(known))}.")
    try:
        return kind(**{**entry, **parsed})
    except TypeError as error:
        raise ReportError(f"{where}: {error}.") from error


def _one_of(value: str, known: tuple[str, ...] | list[str], where: str) -> None:
    if value not in known:
        raise ReportError(f'{where}: "{value}" is not one of {", ".join(known)}.')
