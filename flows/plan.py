"""What a run would do and why: each stage's inputs against the ledger and the warehouse's own marks."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import Problem
from extractors.fingerprint import sha256_of
from flows import inputs as made_from
from flows.documents import Inventory
from flows.settings import Settings
from flows.words import Said, named, said
from warehouse.address import mask
from warehouse.handover import find_handover
from warehouse.hashes import changed_names, hash_inputs
from warehouse.ledger import Ledger
from warehouse.marks import build_mark, loaded_editions

STAGES = ("extract", "check", "load", "transform", "publish")
PER_EDITION = ("extract", "check", "load")
MOST_CHANGED = 3
ALL = ""
"""The edition of a stage that is about all of them."""


@dataclass(frozen=True)
class Step:
    """One stage of one edition (or of all), with its inputs (name → hash)."""

    stage: str
    edition: str
    inputs: dict[str, str]
    reason: Said | None
    """None when up to date."""

    @property
    def input_hash(self) -> str:
        return hash_inputs(self.inputs)

    @property
    def is_due(self) -> bool:
        return self.reason is not None


class Planner:
    """Asks the ledger; imports nothing heavy, so that an up-to-date run answers at once.

    `begun`: when the run began that asked for stages (`from_stage`, `force`). What was done since then is not asked
    for again: a retry of that run does only what is left of it.
    """

    def __init__(self, settings: Settings, from_stage: str | None = None, force: bool = False,
                 begun: str | None = None) -> None:
        self._settings = settings
        self._ledger = Ledger(settings.ledger)
        self._forced = STAGES if force else STAGES[STAGES.index(from_stage):] if from_stage else ()
        self._loaded = loaded_editions(settings.warehouse)
        self._built = build_mark(settings.warehouse)
        self._at_hand: set[str] = set()
        """sha256 of the documents of this run."""
        self._since_begun = {(entry.stage, entry.edition, entry.warehouse) for entry in self._ledger.rows()
                             if begun and entry.started_at >= begun}

    def plan(self, stock: Inventory) -> list[Step]:
        """All steps in order. An edition whose checks stopped it has no step `load`."""
        self._at_hand = {digest for documents in stock.documents.values() for digest in documents.values()}
        steps: list[Step] = []
        loads = dict(self._loaded)
        for edition, documents in stock.documents.items():
            extract = self.step("extract", edition, made_from.extract_inputs(edition, documents))
            check = self.step("check", edition, made_from.check_inputs(edition, extract.input_hash), extract)
            steps += [extract, check]
            if check.is_due or not self.found(check)[0]:
                load = self.step("load", edition, made_from.load_inputs(check.input_hash), check)
                loads[edition] = load.input_hash
                steps.append(load)
        return steps + self.tail(loads, *(step for step in steps if step.stage == "load"))

    def tail(self, loads: dict[str, str], *before: Step) -> list[Step]:
        """The stages about all editions: `loads` is edition → hash of what is, or will be, loaded."""
        if not loads:
            return []
        transform = self.step("transform", ALL, made_from.transform_inputs(loads), *before)
        publish = self.step("publish", ALL, made_from.publish_inputs(transform.input_hash, self._settings.reports),
                            transform)
        return [transform, publish]

    def step(self, stage: str, edition: str, inputs: dict[str, str], *before: Step) -> Step:
        """A step with the reason why it has to run, if it has to."""
        digest = hash_inputs(inputs)
        return Step(stage, edition, inputs, self._reason(stage, edition, inputs, digest, before))

    def not_yet_read(self, stock: Inventory) -> list[str]:
        """Editions whose documents are not those last read, whatever else has changed."""
        return [edition for edition, documents in stock.documents.items()
                if any(name.startswith("document ") for name in changed_names(
                    self._ledger.last_inputs("extract", edition, ""),
                    made_from.extract_inputs(edition, documents)))]

    def found(self, step: Step) -> tuple[bool, list[Problem]]:
        """What the checks of these inputs told: whether the edition is stopped, and every problem.

        What reading set aside or stumbled over is among the problems of the checks.
        """
        is_told = step.stage == "check"
        folder = find_handover(self._settings.handovers, step.stage, step.edition, step.input_hash) if is_told else None
        if folder is None:
            return False, []
        outcome = json.loads((folder / "outcome.json").read_text(encoding="utf-8"))
        return outcome["stopped"], [Problem.from_dict(problem) for problem in outcome["problems"]]

    def _reason(self, stage: str, edition: str, inputs: dict[str, str], digest: str,
                before: Sequence[Step]) -> Said | None:
        url = self._settings.warehouse if stage not in ("extract", "check") else ""
        if stage in self._forced and (stage, edition, mask(url)) not in self._since_begun:
            return said("reason_asked_for")
        done = self._ledger.last_done(stage, edition, url)
        if done is None:
            is_new = not self._ledger.last_inputs(stage, edition, url)
            return said("reason_not_done_before") if is_new else said("reason_did_not_end_well")
        if done != digest:
            return _changed(changed_names(self._ledger.last_inputs(stage, edition, url), inputs))
        if any(step.is_due for step in before):
            return said("reason_after", stage=before[0].stage)
        if self._is_there(stage, edition, digest):
            return None
        is_aside = stage == "load" and not self._ledger.is_built_since(stage, edition, url)
        return said("reason_not_built") if is_aside else said("reason_result_gone")

    def _is_there(self, stage: str, edition: str, digest: str) -> bool:
        match stage:
            case "load":
                return self._loaded.get(edition) == digest
            case "transform":
                return self._built == digest
            case "publish":
                return _is_whole(self._settings.reports, self._at_hand)
            case _:
                return find_handover(self._settings.handovers, stage, edition, digest) is not None


def _changed(inputs: Sequence[str]) -> Said:
    """The first of the changed inputs; `document x` and `edition x` are told in words."""
    names = []
    for name in inputs[:MOST_CHANGED]:
        kind, _, rest = name.partition(" ")
        names.append(Said(f"input_{kind}", {"name": rest}) if kind in ("document", "edition") else named("input", name))
    return said("reason_changed_and_more" if len(inputs) > MOST_CHANGED else "reason_changed", names=names)


def _is_whole(reports: Path, at_hand: Collection[str]) -> bool:
    """Whether every published file is there with the bytes that the manifest names, and no document is at hand by now
    that could not be shown then."""
    try:
        manifest = json.loads((reports / "manifest.json").read_text(encoding="utf-8"))
        files, absent = manifest["files"], manifest.get("documents_absent", ())
    except (FileNotFoundError, ValueError, KeyError, TypeError):  # there is none, or it is damaged
        return False
    return not any(digest in at_hand for digest in absent) and all(
        (reports / file["path"]).is_file() and sha256_of(reports / file["path"]) == file["sha256"]
        for file in files)
