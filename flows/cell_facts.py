"""What is known of a cell: where it stands, what it says, how it was recomputed, what it goes into, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from extractors.errors import DataError, Problem
from flows.words import Words
from warehouse.read import Reader

Row = dict[str, Any]

CELL = """
select cells.*, files.file_name, tables.table_key, tables.title_vi, tables.title_en,
    tables.sheet
from raw.cells as cells
inner join raw.source_files as files on cells.file_sha256 = files.sha256 and cells.edition_code = files.edition_code
inner join raw.printed_tables as tables
    on cells.edition_code = tables.edition_code and cells.table_code = tables.table_code
where cells.cell_id = $1
"""
INPUT = """
select inputs.*, forms.file_name, forms.entity_code, forms.name_printed as form_name_printed,
    forms.confidence as form_confidence, forms.status as form_status, forms.reason as form_reason, forms.written_on
from raw.form_inputs as inputs
inner join raw.forms as forms on inputs.edition_code = forms.edition_code and inputs.form_code = forms.form_code
where inputs.cell_id = $1
"""
STATEMENT = """
select said.*, files.file_name, files.sha256 as file_sha256 from raw.statements as said
inner join raw.source_files as files on said.edition_code = files.edition_code
    and coalesce(files.document_kind, 'report') = 'report'
left join raw.revisions as parts on said.edition_code = parts.edition_code and parts.table_code = 'prose'
    and parts.status = 'current'
where said.cell_id = $1 and files.sha256 = coalesce(parts.file_sha256, files.sha256)
"""
TARGET = """
select told.*, told.target as value, files.file_name, files.sha256 as file_sha256 from raw.targets as told
inner join raw.source_files as files on told.edition_code = files.edition_code
    and coalesce(files.document_kind, 'report') = 'report'
left join raw.revisions as parts on told.edition_code = parts.edition_code and parts.table_code = 'targets'
    and parts.status = 'current'
where told.cell_id = $1 and files.sha256 = coalesce(parts.file_sha256, files.sha256)
"""
OUTCOME = "select * from reporting.rpt_targets where cell_id = $1"
ROW = """
select cells.column_key, cells.text_printed from raw.cells as cells
inner join raw.printed_columns as columns on cells.edition_code = columns.edition_code
    and cells.table_code = columns.table_code and cells.column_key = columns.column_key
where cells.edition_code = $1 and cells.table_code = $2 and cells.row_number = $3 order by columns.ordinal
"""
READINGS = "select * from raw.readings where cell_id = $1 order by ordinal"
RECONCILED = "select * from reporting.rpt_reconciliation where cell_id = $1 order by figure"
PARTS = "select * from marts.fct_reconciliation_input where cell_id = $1 and figure = $2 order by ordinal"
FEEDS = """
select edition_code, entity_code, entity_name_vi, node_code, node_name_vi, node_name_en, role, input_key, status,
    points, maximum
from reporting.rpt_calculation where cell_id = $1 and input_key <> '' order by edition_code, node_code, ordinal
"""
ASKED = "select 1 as asked from seeds.input_sources where table_key = $1 and column_key = $2"
TASK = """
select distinct task, lead_agency, time_printed from reporting.rpt_tasks
where edition_code = $1 and table_code = $2 and row_number = $3
"""
REVISED = "select * from reporting.rpt_revision_changes where cell_id = $1 order by revision"
IDS = " union ".join(f"select cell_id from raw.{table} where edition_code = $1"
                     for table in ("cells", "form_inputs", "statements", "targets"))
NEAREST = 3
FAULTS = "select * from reporting.rpt_publication_faults where cell_id = $1 order by kind"


@dataclass(frozen=True)
class RecomputedFigure:
    """A figure of the cell with its verdict (`rpt_reconciliation`), and the figures that went into it."""

    verdict: Row
    parts: list[Row]


@dataclass(frozen=True)
class CellFacts:
    """Rows of the warehouse: of a printed cell, of a figure in a form, or of a figure or target told in the prose."""

    cell: Row
    row: list[Row] = field(default_factory=list)
    readings: list[Row] = field(default_factory=list)
    figures: list[RecomputedFigure] = field(default_factory=list)
    feeds: list[Row] = field(default_factory=list)
    """Nodes whose points are computed from it."""
    faults: list[Row] = field(default_factory=list)
    targets: list[Row] = field(default_factory=list)
    """The target that is set there, with what came of it."""

    tasks: list[Row] = field(default_factory=list)
    """The task of its row in a list of tasks."""

    is_input: bool = False
    """A figure that an index asks the bodies for."""

    revised: list[Row] = field(default_factory=list)
    """What stood there before the document was restated."""

    @property
    def is_of_form(self) -> bool:
        """A body filled it in itself."""
        return "form_code" in self.cell


def cell_facts(reader: Reader, words: Words, cell_id: str) -> CellFacts:
    """Everything that the warehouse knows of a cell.

    Raises DataError, with the nearest ids, when there is no such cell.
    """
    cell = next((row for query in (CELL, INPUT, STATEMENT, TARGET) for row in reader.rows(query, [cell_id])), None)
    if cell is None:
        raise DataError([Problem("cell_unknown", found=cell_id, expected=_like(reader, words, cell_id))])
    in_table = "table_code" in cell
    is_input = bool(reader.rows(ASKED, [cell["table_key"], cell["column_key"]])) if in_table else (
        cell.get("kind") == "input")
    return CellFacts(
        cell,
        reader.rows(ROW, [cell["edition_code"], cell["table_code"], cell["row_number"]]) if in_table else [],
        reader.rows(READINGS, [cell_id]) if in_table else [],
        [RecomputedFigure(figure, reader.rows(PARTS, [cell_id, figure["figure"]]))
         for figure in reader.rows(RECONCILED, [cell_id])],
        reader.rows(FEEDS, [cell_id]),
        reader.rows(FAULTS, [cell_id]),
        reader.rows(OUTCOME, [cell_id]),
        reader.rows(TASK, [cell["edition_code"], cell["table_code"], cell["row_number"]]) if in_table else [],
        is_input,
        reader.rows(REVISED, [cell_id]),
    )


def _like(reader: Reader, words: Words, cell_id: str) -> str:
    """The nearest cell ids, for a misspelt one: of the table that it names, else of the edition."""
    edition, _, rest = cell_id.partition(":")
    editions = [row["edition_code"] for row in reader.rows("raw.editions")]
    ids = [row["cell_id"] for known in get_close_matches(edition, editions, n=NEAREST) if rest
           for row in reader.rows(IDS, [known])]
    in_table = [one for one in ids if one.split(":")[1] == rest.split(":")[0]]
    near = get_close_matches(cell_id, in_table, n=NEAREST) or get_close_matches(cell_id, ids, n=NEAREST)
    if near:
        return " · ".join(near)
    example = next((row["cell_id"] for row in reader.rows("select min(cell_id) as cell_id from raw.cells")), None)
    return words("cell_id_form", example=example or "", editions=sorted(editions))
