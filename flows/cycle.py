"""One run of the yearly cycle: which step is next, what it needs, what the ledger hears of it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from extractors.errors import DataError, Problem
from flows import stages
from flows.documents import Inventory, documents_by_hash
from flows.inputs import part_hashes
from flows.lost import Hold, is_lost
from flows.parts import Parts
from flows.plan import Planner, Step
from flows.settings import Settings
from flows.stages import Progress, StageResult
from flows.words import Telling, said
from warehouse.errors import HandoverRefused
from warehouse.handover import find_handover, handover_path, new_handover
from warehouse.ledger import Ledger
from warehouse.marks import loaded_editions
from warehouse.workspace import prepare_building

Say = Callable[[str, str, str, Telling | None], None]
"""Called with edition, stage, outcome and a message, once a step."""


@dataclass
class RunReport:
    """What came of a run. `problems`: edition → what stops it, is held back or set aside."""

    problems: dict[str, list[Problem]] = field(default_factory=dict)
    ran: int = 0
    up_to_date: int = 0

    @property
    def told(self) -> list[Problem]:
        return [problem for found in self.problems.values() for problem in found]


class Cycle:
    """A run over an inventory. Flows call `edition_step` and `final_step`; nothing here knows Prefect.

    Make it while `hold` holds the warehouse.
    """

    def __init__(self, settings: Settings, planner: Planner, stock: Inventory, hold: Hold, say: Say,
                 progress: Progress) -> None:
        self.settings = settings
        self.report = RunReport()
        self.last_line = ""
        """What the last step said."""
        self.broken: BaseException | None = None
        """What broke the last step, where that was not the data."""
        self._planner = planner
        self._stock = stock
        self._hold = hold
        self._say = say
        self._progress = progress
        self._ledger = Ledger(settings.ledger)
        self._run_id = self._ledger.begin_run(settings.warehouse)
        self._plan = {(step.stage, step.edition): step for step in planner.plan(stock)}
        self._building: str | None = None

    @property
    def editions(self) -> list[str]:
        return list(self._stock.documents)

    def to_read(self) -> dict[str, Parts]:
        """The parts of each edition that is due to be read."""
        return {edition: self._parts(edition) for edition in self.editions
                if (step := self._plan.get(("extract", edition))) and step.is_due}

    def edition_step(self, stage: str, edition: str) -> bool:
        """Run one stage of one edition if it is due; False when the edition goes no further.

        Faults of the data become problems of the report; other editions go on.
        """
        step = self._plan.get((stage, edition))
        if step is None:
            return False
        with self._attempt():
            return self._done(step) and self._remember(step)

    def final_step(self, stage: str) -> bool:
        """Run a stage about all editions if it is due; True when it ran or was up to date."""
        with self._attempt():
            step = self._tail(stage)
            if step and step.is_due and stage == "transform" and self._building is None:
                self._built_aside()  # a killed run may have loaded into it: what is built on is what counts
                step = self._tail(stage)
            return step is not None and self._done(step)

    def _tail(self, stage: str) -> Step | None:
        steps = self._planner.tail(self._loads_of_building(), *self._due_loads())
        return next((step for step in steps if step.stage == stage), None)

    def _done(self, step: Step) -> bool:
        """Run the step if it is due; False when the data stopped it."""
        if not step.is_due:
            self.report.up_to_date += 1
            self.last_line = "up to date"
            self._say(step.edition, step.stage, "up to date", None)
            return True
        try:
            self._recorded(step)
        except (DataError, HandoverRefused) as error:
            self.report.problems.setdefault(step.edition, []).extend(_problems_of(error, step.edition))
            return False
        return True

    @contextmanager
    def _attempt(self) -> Iterator[None]:
        """Remember what breaks a step. After a lost connection the right to build is taken anew first."""
        try:
            if self.broken and is_lost(self.broken):
                self._hold.renew()
            self.broken = None
            yield
        except BaseException as error:
            self.broken = error
            raise

    def _run(self, step: Step) -> StageResult:
        home, work = self.settings.handovers, self.settings
        match step.stage:
            case "extract":
                parts = self._parts(step.edition)
                with new_handover(home, step.stage, step.edition, step.input_hash) as folder:
                    result = stages.extract_stage(self._stock.documents[step.edition], step.edition, folder,
                                                  self._progress, parts=parts)
                parts.forget_others()
                return result
            case "check":
                with new_handover(home, step.stage, step.edition, step.input_hash) as folder:
                    return stages.check_stage(self._handover("extract", step.edition), step.edition, folder)
            case "load":
                return stages.load_stage(self._built_aside(), self._handover("extract", step.edition),
                                         self._handover("check", step.edition), step.input_hash)
            case "transform":
                result = stages.transform_stage(work.warehouse, self._built_aside(), step.input_hash, work.work,
                                                work.spark if work.engine == "spark" else "")
                self._building = None  # what was built aside is what readers see now
                return result
            case "publish":
                return stages.publish_stage(work.warehouse, work.reports,
                                            documents_by_hash(work.sources, work.archive))
        raise ValueError(f"no stage {step.stage}")

    def _recorded(self, step: Step) -> None:
        """Run a step between two entries of the ledger; a failure is noted and goes on up."""
        url = self.settings.warehouse if step.stage not in ("extract", "check") else ""
        entry = self._ledger.start(self._run_id, step.stage, step.edition, url, step.inputs)
        began = time.monotonic()
        self._say(step.edition, step.stage, "running", step.reason)
        try:
            result = self._run(step)
        except BaseException as error:
            outcome = "failed" if isinstance(error, Exception) else "interrupted"
            self.last_line = _first_line(error) if outcome == "failed" else "told to stop"
            with suppress(sqlite3.Error):  # on a full disk; the entry is then one of a run that was broken off
                self._ledger.finish(entry, outcome, self.last_line)
            self._say(step.edition, step.stage, outcome, _told(error))
            raise
        outcome, self.last_line = "stopped" if result.stopped else "done", result.message
        self._ledger.finish(entry, outcome, result.message)
        self.report.ran += 1
        told = said("took", message=result.said, seconds=time.monotonic() - began)
        self._say(step.edition, step.stage, outcome, told)

    def _remember(self, step: Step) -> bool:
        """Take what a step found into the report, whether it ran now or before; False when the edition stops."""
        is_stopped, found = self._planner.found(step)
        self.report.problems.setdefault(step.edition, []).extend(found)
        return not is_stopped

    def _parts(self, edition: str) -> Parts:
        return Parts(self.settings.work, edition, part_hashes(edition, self._stock.documents[edition]))

    def _handover(self, stage: str, edition: str) -> Path:
        step = self._plan[(stage, edition)]
        return find_handover(self.settings.handovers, stage, edition, step.input_hash) or handover_path(
            self.settings.handovers, stage, edition, step.input_hash)

    def _built_aside(self) -> str:
        """The place to build, made ready once a run, and only if something is to be built."""
        self._building = self._building or prepare_building(self.settings.warehouse)
        return self._building

    def _loads_of_building(self) -> dict[str, str]:
        return loaded_editions(self._building or self.settings.warehouse)

    def _due_loads(self) -> list[Step]:
        return [step for step in self._plan.values() if step.stage == "load" and step.is_due
                and self._building is not None]


def _problems_of(error: DataError | HandoverRefused, edition: str) -> list[Problem]:
    if isinstance(error, DataError):
        return error.problems
    return [Problem("load_refused", edition=edition, found=str(error))]


def _told(error: BaseException) -> Telling:
    """A fault of the data has its wording in each language; what breaks otherwise speaks for itself."""
    if isinstance(error, DataError):
        return error.problems[0]
    if not isinstance(error, Exception):  # Ctrl-C, or told to end by the system
        return said("broken_by_user")
    return said("verbatim", text=_first_line(error))


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
