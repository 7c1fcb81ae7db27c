"""Where every figure of an appendix is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reports.appendix.bodies import Appendix
from reports.appendix.parts import Entry, Section, Speaker, drop_empty, figure, named
from reports.catalogue import Words
from reports.rankings import name_of
from reports.tables import Row, Value

Line = tuple[Words, Value, Entry, str]


def source_section(speaker: Speaker, appendix: Appendix, pages: Pages,
                   documents: Iterable[Row]) -> Section | None:
    """A line a cell: what it tells, of which year, the figure, its id, the page."""
    seen: set[str] = set()
    lines = []
    for what, year, told, cell_id in _cells(speaker, appendix):
        if cell_id and cell_id not in seen:
            seen.add(cell_id)
            lines.append((Entry(what), Entry(year, is_year=True), told, Entry(cell_id, cell_id=cell_id),
                          Entry(pages.page(cell_id), 0)))
    if not lines:
        return None
    header = (speaker.head("plan_what", 48, is_number=False), speaker.head("plan_year", 8),
              speaker.head("plan_figure", 14), speaker.head("cell", 64, is_number=False), speaker.head("page", 8))
    kept, cells = drop_empty(header, lines)
    named_documents = tuple(speaker.words("plan_document", file=row["file_name"] or "", sha256=row["sha256"] or "")
                            for row in documents)
    return Section("sources", speaker.words("plan_sources"), kept, cells, about=speaker.words("plan_sources_about"),
                   notes=named_documents)


class Pages:
    """The pages that the rows of an edition tell, cell by cell."""

    def __init__(self, rows: Mapping[str, Iterable[Row]]) -> None:
        """Keep them by table and row."""
        self._rows: dict[str, dict[int, Value]] = {}
        for report in ("reconciliation", "targets", "tasks"):
            for row in rows[report]:
                table, number = _place(str(row["cell_id"]))
                if row["page"] is not None and number is not None:
                    self._rows.setdefault(table, {})[number] = row["page"]

    def page(self, cell_id: str) -> Value:
        """The page of a cell: of its row, or of the rows before and after it in its table where these agree."""
        table, number = _place(cell_id)
        known = self._rows.get(table, {})
        if number is None:
            return None
        before = max((row for row in known if row <= number), default=None)
        after = min((row for row in known if row >= number), default=None)
        if before is None or after is None or known[before] != known[after]:
            return None
        return known[before]


def _cells(speaker: Speaker, appendix: Appendix) -> Iterator[Line]:
    rank, score = speaker.words("rank"), speaker.words("score")
    for row in appendix.history:
        yield _about(rank, named(row)), row["period_year"], Entry(row["entity_rank"], 0), str(row["cell_id"] or "")
    for row in appendix.rows["ranking"]:
        places = row["score_decimals"] if isinstance(row["score_decimals"], int) else None
        yield (_about(rank, named(row)), row["period"], Entry(row["rank_published"], 0), str(row["rank_cell_id"] or ""))
        yield (_about(score, named(row)), row["period"], Entry(row["score_published"], places),
               str(row["score_cell_id"] or ""))
    for row in appendix.rows["indicator_values"]:
        name = name_of({**row, "node_code": row["indicator_code"], "node_name_vi": row["indicator_name_vi"],
                        "node_name_en": row["indicator_name_en"]}, "node")
        yield name, row["period"], figure(row, "raw_value"), str(row["cell_id"] or "")
    for row in appendix.targets:
        what = Words(str(row["indicator"]), str(row["indicator"]))
        yield _about(speaker.words("plan_target"), what), row["target_year"], figure(row, "target"), str(row["cell_id"])
        yield (_about(speaker.words("plan_actual"), what), row["target_year"], figure(row, "actual"),
               str(row["actual_cell_id"] or ""))
    for row in appendix.tasks:
        what = Words(str(row["indicator"] or row["task"]), str(row["indicator"] or row["task"]))
        yield _about(speaker.words("plan_task"), what), row["task_year"], Entry(), str(row["cell_id"])


def _place(cell_id: str) -> tuple[str, int | None]:
    """Edition and table, and the row, of a cell id; no row where it has none."""
    table, row = [*cell_id.rsplit(":", 2), ""][:2]
    return table, int(row[1:]) if row[:1] == "r" and row[1:].isdecimal() else None


def _about(kind: Words, what: Words) -> Words:
    return Words(f"{kind.vi}: {what.vi}", f"{kind.en}: {what.en}")
