"""A proposed edition tried out on copies of series and seeds: what is read with it, and what the checks find."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.adoption.answers import require_one_of
from extractors.adoption.proposal import Drift, Proposal, Question
from extractors.errors import DataError, Problem
from extractors.names import name_key
from extractors.spec import load_edition_spec
from flows.adoption_build import build_aside, is_to_be_built
from flows.adoption_files import files_of, left_out, left_out_again
from flows.reference_data import ReferenceData
from flows.stages import Progress, extract_stage, known_bodies, run_checks
from flows.words import Said

if TYPE_CHECKING:
    from expectations.outcome import CheckOutcome
    from extractors.bodies import KnownBody
    from extractors.spec import EditionSpec

BODY = "body:"
"""Before the code of a body: the question whether it was left out."""
EXCLUDED, MISSING = "excluded", "missing"


@dataclass(frozen=True)
class Trial:
    """What came of it. `read` and `outcome` are None where nothing could be read: see `problems`."""

    read: Said | None
    outcome: CheckOutcome | None
    problems: tuple[Problem, ...]
    absent: tuple[str, ...]
    """Bodies of the blocks that the documents do not name."""
    questions: tuple[Question, ...]
    """Of each body that is absent and was not left out before: whether it was left out now."""
    files: tuple[Path, ...]
    """What would be written, as paths below the project's data."""
    names: Mapping[str, str]
    """Body → its official name."""
    verdicts: Mapping[str, int] = field(default_factory=dict)
    """How many figures agree with what is computed, where the method or the bodies are others."""
    drifts: tuple[Drift, ...] = ()
    """Bodies that are left out again: each with the last edition's reason, for a person to see before accepting."""

    is_not_computed: bool = False

    @property
    def stopped(self) -> bool:
        return self.outcome is None or self.outcome.stopped or self.is_not_computed


def try_out(proposal: Proposal, documents: Sequence[Path], data: ReferenceData, answers: Mapping[str, str],
            aside: Path, progress: Progress | None = None) -> Trial:
    """Write the proposal into copies below `aside`, extract with it, run every check; where figures would be computed
    otherwise, compute them. Bad data raise nothing.

    Raises:
        DataError: of an absent body something was said that is no answer.
    """
    copies = data.copied(aside)
    changed = files_of(proposal, copies, answers)
    _write(changed)
    try:
        read = extract_stage(documents, proposal.edition, aside / "extract", progress, data=copies)
    except DataError as error:
        return Trial(None, None, tuple(error.problems), (), (), tuple(changed), {})
    spec = load_edition_spec(proposal.edition, copies.series)
    bodies = known_bodies(spec, copies)
    names = {body.entity_code: body.name_vi or body.name for body in bodies}
    absent = _absent(spec, bodies, aside / "extract")
    for code in absent:
        require_one_of(answers, f"{BODY}{code}", (), (EXCLUDED, MISSING))
    again = tuple(Drift("body_left_out", "", names[row["entity_code"]], row["reason_vi"], 1.0)
                  for row in left_out_again(proposal, copies, absent))
    excluded = left_out(proposal, copies, absent, said_left_out(absent, answers))
    _write(excluded)
    outcome = run_checks(aside / "extract", proposal.edition, aside / "check", data=copies)
    assessed = {body.entity_code for body in known_bodies(spec, copies)}
    questions = tuple(Question(f"{BODY}{code}", "body", names[code], ((EXCLUDED, 0.0), (MISSING, 0.0)))
                      for code in absent if code in assessed and f"{BODY}{code}" not in answers)
    verdicts, failed = dict[str, int](), tuple[Problem, ...]()
    if is_to_be_built(changed, copies) and not outcome.stopped:
        verdicts, failed = build_aside(proposal.edition, copies, aside)
    return Trial(read.said, outcome, (*read.problems, *read.set_aside, *failed), absent, questions,
                 (*changed, *excluded), names, verdicts, again, bool(failed))


def said_left_out(absent: Sequence[str], answers: Mapping[str, str]) -> list[str]:
    """The absent bodies of which it was said that they were left out."""
    return [code for code in absent if answers.get(f"{BODY}{code}") == EXCLUDED]


def _absent(spec: EditionSpec, bodies: Sequence[KnownBody], extract_dir: Path) -> tuple[str, ...]:
    """Bodies of the types whose tables are to be complete that no table names."""
    complete = {kind for table in spec.tables if table.coverage == "all" and table.names_bodies
                for kind in table.entity_type.split()}
    named = {json.loads(line)["name_key"] for line in (extract_dir / "mentions.jsonl").read_text("utf-8").splitlines()}
    present = {body.entity_code for body in bodies if name_key(body.name) in named}
    return tuple(dict.fromkeys(body.entity_code for body in bodies
                               if body.entity_type in complete and body.entity_code not in present))


def _write(texts: Mapping[Path, str]) -> None:
    for path, text in texts.items():
        path.write_bytes(text.encode())
