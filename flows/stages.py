"""The stages as plain functions: declared inputs in, a folder or a state of the warehouse out.

No Prefect here. Heavy imports stand inside the functions, so that nobody pays for a stage not run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import Problem
from flows.reference_data import ReferenceData
from flows.words import Said, named, said

if TYPE_CHECKING:
    from expectations.outcome import CheckOutcome
    from extractors.bodies import KnownBody
    from extractors.contract import Outcome
    from extractors.spec import EditionSpec
    from flows.parts import Parts

Progress = Callable[[int, int], None]
DATA = ReferenceData()


@dataclass(frozen=True)
class StageResult:
    """What a stage says when it ends well. `stopped`: the data must not go further; `set_aside`: some documents
    do not, while the others do."""

    said: Said
    stopped: bool = False
    problems: tuple[Problem, ...] = ()
    set_aside: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()

    @property
    def message(self) -> str:
        """In English, as the ledger keeps it."""
        return self.said.render()


def extract_stage(documents: Collection[Path], edition: str, out: Path,
                  progress: Progress | None = None, data: ReferenceData = DATA,
                  parts: Parts | None = None) -> StageResult:
    """Read the documents of an edition into the hand-over `extract`; `parts`: what was kept of earlier readings.

    Raises DataError when none can be read at all.
    """
    from extractors.extract import extract
    from extractors.indicator_names import read_known_indicators
    from extractors.spec import load_edition_spec
    from extractors.write import write_outcome

    spec = load_edition_spec(edition, data.series)
    bodies = known_bodies(spec, data)
    indicators = read_known_indicators(data.framework, spec.series, spec.period) if spec.tasks or spec.targets else ()
    read = document_reader(edition, progress, data)
    outcome = extract(list(documents), spec, bodies, progress=progress, indicators=indicators,
                      read=partial(parts.get, read=read) if parts else read)
    write_outcome(outcome, spec, out, bodies)
    return StageResult(_read(outcome, spec), problems=tuple(outcome.problems), set_aside=tuple(outcome.set_aside),
                       doubts=tuple(outcome.doubts))


def document_reader(edition: str, progress: Progress | None = None,
                    data: ReferenceData = DATA) -> Callable[[Path], Outcome]:
    """What reads one document of an edition, on this machine or on another that has the same project."""
    from extractors.extract import read_document
    from extractors.spec import load_edition_spec

    spec = load_edition_spec(edition, data.series)
    return partial(read_document, spec=spec, bodies=known_bodies(spec, data), progress=progress)


def _read(outcome: Outcome, spec: EditionSpec) -> Said:
    """How much was read of reports and workbooks, of forms, and what was set aside."""
    told = []
    tables = [table for table in outcome.tables if table.repeats is None]
    specified = {*(table.id for table in tables), *outcome.missing}
    if specified:
        told.append(said("extracted", tables=len(tables), specified=len(specified),
                         rows=sum(table.rows for table in tables), cells=len(outcome.cells)))
    pages = sum(source.pages or 0 for source in outcome.sources)
    if pages:
        told.append(said("extracted_pages", pages=pages))
    if outcome.forms:
        counted = [form for form in outcome.forms if form.status == "counted"]
        told.append(said("extracted_forms", forms=len(counted), inputs=sum(len(form.inputs) for form in counted)))
    last = max((part.revision for part in outcome.revisions), default=1)
    if last > 1:
        changed = [change for change in outcome.revision_changes if change.is_value_changed]
        told.append(said("extracted_revisions", revision=last, cells=len(changed),
                         parts=len({change.table for change in changed})))
    replaced = sum(form.status == "superseded" for form in outcome.forms)
    if replaced:
        told.append(said("extracted_replaced", forms=replaced))
    aside = {problem.file for problem in outcome.set_aside} | {
        form.source.name for form in outcome.forms if form.status == "held_back"}
    if aside:
        told.append(said("extracted_aside", documents=len(aside)))
    return said("verbatim", text=told)


def known_bodies(spec: EditionSpec, data: ReferenceData = DATA) -> list[KnownBody]:
    """Those that the edition may name."""
    from extractors.bodies import read_known_bodies

    home = data.bodies
    return read_known_bodies(home / "entities.csv", home / "entity_names.csv", home / "excluded_entities.csv",
                             spec.id, spec.period, spec.bodies_of)


def check_stage(extract_dir: Path, edition: str, out: Path) -> StageResult:
    """Check a hand-over `extract`; what stops or is held back is in the result's problems."""
    outcome = run_checks(extract_dir, edition, out)
    kinds = outcome.results_by_kind()
    passed = sum(kind["pass"] for kind in kinds.values())
    failing = [said("counted", count=kind["failing"], what=named("kind", name)) for name, kind in kinds.items()
               if kind["failing"]]
    return StageResult(said("checked", passed=passed, failing=failing or said("nothing_found")), outcome.stopped,
                       outcome.problems)


def run_checks(extract_dir: Path, edition: str, out: Path, data: ReferenceData = DATA) -> CheckOutcome:
    """Every check of the edition over a hand-over `extract`, written to `out`."""
    from expectations.form_rules import read_form_rules
    from expectations.policy import read_policy
    from expectations.run import check_edition
    from expectations.scale_rules import read_scale_rules
    from extractors.form_spec import load_form_spec
    from extractors.spec import load_edition_spec

    spec = load_edition_spec(edition, data.series)
    rules = read_form_rules(data.framework, spec.series, spec.period)
    forms = load_form_spec(spec.home, spec.id, spec.period)
    if forms:
        rules = replace(rules, unasked=frozenset(given.key for given in forms.inputs if not given.is_asked))
    scales = read_scale_rules(data.framework, spec.series, spec.period)
    return check_edition(extract_dir, spec, known_bodies(spec, data), rules, out, read_policy(), scales)


def load_stage(building: str, extract_dir: Path, check_dir: Path, input_hash: str) -> StageResult:
    """Replace the edition in the warehouse that is being built."""
    from warehouse.load import load_edition

    changed = load_edition(building, extract_dir, check_dir, input_hash)
    return StageResult(said("replaced_whole") if changed else said("already_there"))


def transform_stage(warehouse: str, building: str, input_hash: str, work: Path, spark: str = "") -> StageResult:
    """Run dbt over what is loaded, in the warehouse or on Spark, then show the result to readers in one step."""
    from flows.dbt_runner import build_models
    from warehouse.workspace import publish

    message = build_models(building, work, spark)
    publish(warehouse, input_hash)
    return StageResult(message)


def publish_stage(warehouse: str, out: Path, documents: Mapping[str, Path]) -> StageResult:
    """Write every report of the catalogue. `documents`: sha256 → where a document lies, for pictures of its pages."""
    from reports.build import build_reports
    from warehouse.read import open_reader

    with open_reader(warehouse) as reader:
        manifest = build_reports(lambda model: reader.frame(f"{_schema(model)}.{model}"), out, documents=documents)
    return StageResult(said("published", files=len(manifest.files), folder=out))


def _schema(model: str) -> str:
    return "reporting" if model.startswith("rpt_") else "marts"
