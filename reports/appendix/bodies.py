"""Which bodies have an appendix, and the rows that are about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.catalogue import Words
from reports.rankings import name_of
from reports.reading_order import reading_order
from reports.safe_text import file_name
from reports.tables import Row, Value

_FIGURES = ("improvement", "scenarios", "next_rank", "weight_sensitivity")
_PERIODS = 2
Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Appendix:
    """A body in an edition. `rows`: report code → the rows about it; `history`: its ranks up to the edition.

    `root`: the node of the whole index, if known. `targets`: of this plan and of those before it.
    `tasks`: of this plan, `leads`: whom each task is given to.
    """

    edition_code: str
    code: str
    name: Words
    entity_type: str
    root: str
    rows: Rows
    history: tuple[Row, ...]
    targets: tuple[Row, ...]
    tasks: tuple[Row, ...]
    leads: tuple[Row, ...]

    @property
    def file_code(self) -> str:
        """Its code, fit for a file name."""
        return file_name(self.code)


def appendices_of(publication: Row, own: Rows, everything: Rows, levels: Mapping[Value, Value]) -> tuple[Appendix, ...]:
    """The appendices of an edition, bodies by alphabet.

    A body has one where the edition tells indicators to improve (one of a points index has a profile page that says
    so), or where its ranks of two years or more are known, one of them told by this edition.
    `own`: rows of the edition, `everything`: rows of all editions, `levels`: node → its level, 0 for the whole index.
    """
    code = publication["edition_code"]
    told = _by_body(own["rank_history"])
    profiled = {row["entity_code"] for row in own["outlook"]}
    improved = _by_body(row for row in own["improvement"] if row["entity_code"] not in profiled)
    if not told and not improved:
        return ()
    histories = _by_body(everything["rank_history"])
    known = {body: _until(told.get(body, ()), histories.get(body, ())) for body in {*told, *improved}}
    chosen = {body for body, history in known.items()
              if body in improved or len({row["period_year"] for row in history}) >= _PERIODS}
    earlier = _earlier_plans(publication, everything["publications"])
    targets = _by_body(row for row in everything["targets"] if row["edition_code"] in earlier)
    planned = {row["entity_code"] for row in own["targets"]} | {row["entity_code"] for row in own["tasks"]} - {None}
    figures = {report: _by_body(own[report]) for report in (*_FIGURES, "ranking", "indicator_values")}
    root = next((str(node) for node, level in levels.items() if level == 0), "")
    found = []
    for body in chosen:
        rows = {report: by_body.get(body, []) for report, by_body in figures.items()}
        first = (*told.get(body, ()), *improved.get(body, ()))[0]
        is_planned = body in planned
        found.append(Appendix(
            str(code), str(body), name_of(first, "entity"), _type_of(rows, first), root, rows, known[body],
            tuple(targets.get(body, ())), tuple(own["tasks"]) if is_planned else (),
            tuple(own["task_bodies"]) if is_planned else ()))
    return tuple(sorted(found, key=lambda appendix: reading_order(appendix.name.vi)))


def _until(told: Sequence[Row], history: Sequence[Row]) -> tuple[Row, ...]:
    """The ranks of a body in the framework that the edition tells, up to the last year it tells."""
    if not told:
        return ()
    framework, last = told[0]["framework_code"], max(int(str(row["period_year"])) for row in told)
    known = (row for row in history if row["framework_code"] == framework and int(str(row["period_year"])) <= last)
    return tuple(sorted(known, key=lambda row: (level_of(row), reading_order(str(row["node_code"])),
                                                int(str(row["period_year"])))))


def level_of(row: Row) -> int:
    """0 for the whole index; a node of unknown level counts as a component."""
    level = row.get("level")
    return level if isinstance(level, int) else 1


def _earlier_plans(publication: Row, publications: Iterable[Row]) -> set[object]:
    """Editions of the same series up to this one."""
    return {row["edition_code"] for row in publications if row["series_code"] == publication["series_code"]
            and str(row["period"]) <= str(publication["period"])}


def _by_body(rows: Iterable[Row]) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault(row["entity_code"], []).append(row)
    return found


def _type_of(rows: Rows, row: Row) -> str:
    ranked = [*rows["ranking"], row]
    return str(next((known for one in ranked if (known := one.get("entity_type")) is not None), ""))
