"""The command `adopt`: next year's documents, lined up with the last edition and made an edition by data alone."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from extractors.adoption.proposal import Proposal, Question
from extractors.adoption.propose import propose
from extractors.errors import DataError, Problem
from extractors.fingerprint import sha256_of
from extractors.spec import known_editions
from flows.adoption_accept import places_of, undo, write_all
from flows.adoption_answers import Answers
from flows.adoption_aside import clear_aside
from flows.adoption_files import files_of, left_out
from flows.adoption_lines import as_object, show_proposal
from flows.adoption_method import method_questions
from flows.adoption_trial import Trial, said_left_out, try_out
from flows.command import DATA, DONE
from flows.reference_data import ReferenceData
from flows.settings import Settings
from flows.terminal import Terminal

JOURNAL = ".adoption"
"""Folder beside the series in which what was there is kept while an edition is written."""


def adopt_documents(settings: Settings, terminal: Terminal, files: Sequence[Path], series: str, edition: str,
                    answers: Sequence[str], accept: bool, is_whole: bool = False) -> int:
    """Propose the edition that documents are of; with `accept`, write it. Returns the exit code.

    Args:
        series, edition: empty to let the documents tell.
        answers: `NAME=VALUE`, each to a question.
        is_whole: tell every difference on a line of its own.

    Raises:
        DataError: a document cannot be read, no series fits, or it is one of an edition that is known.
        click.UsageError: an answer to nothing that is asked.
    """
    data, said = ReferenceData(), _answers(terminal, answers)
    if undo(data.series / JOURNAL):
        terminal.complain(terminal.words("adopt_undone"))
    known = _edition_of(settings, files)
    if known:
        if accept:  # it was accepted before, and perhaps broken off since
            _clear_aside(settings, terminal, files, known)
        terminal.complain(terminal.words("adopt_nothing_to_do", edition=known))
        return DONE
    _require_files(files)
    proposal = propose(files, data.series, data.bodies, series=series, edition=edition, answers=said,
                       progress=terminal.progress)
    trial = _tried(terminal, proposal, files, data, said)
    proposal = replace(proposal, drifts=(*proposal.drifts, *trial.drifts))
    questions = (*proposal.questions, *method_questions(proposal, data, said), *trial.questions)
    if said.unasked and trial.outcome:
        raise click.UsageError(terminal.words("adopt_not_asked", names=said.unasked))
    obstacles = _obstacles(terminal, trial, questions)
    if is_accepted := accept and not obstacles:
        _write(settings, proposal, trial, files, data, said)
        _clear_aside(settings, terminal, files, proposal.edition)
    if terminal.as_json:
        terminal.fields(as_object(proposal, trial, questions, is_accepted))
    else:
        show_proposal(terminal, proposal, trial, questions, is_whole)
    _tell_end(settings, terminal, proposal, trial, obstacles, is_accepted)
    return DATA if obstacles else DONE


def _answers(terminal: Terminal, answers: Sequence[str]) -> Answers:
    try:
        return Answers(answers)
    except ValueError as error:
        raise click.UsageError(terminal.words("adopt_say_use", text=str(error))) from error


def _tried(terminal: Terminal, proposal: Proposal, files: Sequence[Path], data: ReferenceData, said: Answers) -> Trial:
    with tempfile.TemporaryDirectory() as aside:
        return try_out(proposal, files, data, said, Path(aside), terminal.progress)


def _require_files(files: Sequence[Path]) -> None:
    problems = [Problem("file_absent", file=path.name, found=str(path)) for path in files if not path.is_file()]
    if problems:
        raise DataError(problems)


def _edition_of(settings: Settings, files: Sequence[Path]) -> str:
    """The known edition whose folder holds all of these documents, byte for byte; else nothing."""
    digests = {sha256_of(path) for path in files if path.is_file()}
    for edition in known_editions():
        folder = settings.sources / edition
        if folder.is_dir() and digests and digests <= {
                sha256_of(path) for path in folder.rglob("*") if path.is_file()}:
            return edition
    return ""


def _obstacles(terminal: Terminal, trial: Trial, questions: Sequence[Question]) -> list[str]:
    """Why it cannot be accepted as it stands."""
    needed = [question.name for question in questions if question.is_needed]
    return [*([terminal.words("adopt_open", count=len(needed), names=needed)] if needed else []),
            *([terminal.words("adopt_stopped")] if trial.stopped else [])]


def _write(settings: Settings, proposal: Proposal, trial: Trial, files: Sequence[Path], data: ReferenceData,
           said: Answers) -> None:
    excluded = left_out(proposal, data, trial.absent, said_left_out(trial.absent, said))
    write_all({**excluded, **files_of(proposal, data, said)}, places_of(files, settings.sources / proposal.edition),
              data.series / JOURNAL)


def _clear_aside(settings: Settings, terminal: Terminal, files: Sequence[Path], edition: str) -> None:
    left = clear_aside(settings, files, edition)
    if left:
        terminal.complain(terminal.words("adopt_aside_left", files=[path.name for path in left]))


def _tell_end(settings: Settings, terminal: Terminal, proposal: Proposal, trial: Trial, obstacles: Sequence[str],
              is_accepted: bool) -> None:
    words = terminal.words
    written = sorted({f"{path.parent.name}/{path.name}" for path in trial.files})
    if is_accepted:
        terminal.complain(words("adopt_accepted", edition=proposal.edition, files=written,
                                folder=settings.sources / proposal.edition))
    elif obstacles:
        terminal.complain(words("adopt_refused", why="; ".join(obstacles)))
    else:
        terminal.complain(words("adopt_can_be_accepted", files=written))
