"""Do what a page tells, in its order, in a folder that has had a whole run."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from docs_commands import Step, agrees
from flow_runs import PROJECT, Done, Place

from flows.cli import main
from warehouse.read import read_rows

COLUMNS = "120"
"""Of the terminal whose answers the pages show."""


@dataclass(frozen=True)
class Desk:
    """The folder to work in, and the run that it has had."""

    place: Place
    run: Done

    def answer(self, step: Step) -> str:
        """What comes of a step; of a run, what came of the one that was. Fails where a command does."""
        if step.kind == "python":
            with contextlib.redirect_stdout(io.StringIO()) as said:
                exec(compile(step.text, step.place, "exec"), {"__name__": "__main__"})
            return said.getvalue()
        if step.kind == "sql":
            rows = read_rows(self.place.warehouse, step.text)
            return "\n".join(" | ".join(map(str, row.values())) for row in rows)
        if step.words[-1] == "run":
            return f"{self.run.err}\n{self.run.out}"
        done = CliRunner().invoke(main, step.words[1:], prog_name="chiso", env=step.settings)
        assert done.exit_code == 0, f"{step.place}\n{done.output}"
        return done.output

    def try_out(self, step: Step) -> None:
        """Do it, and compare with what the page shows."""
        if step.tests and not (step.shown and step.words[-1] == "run"):
            return
        answer = self.answer(step)
        assert not step.shown or agrees(step.shown, answer), (
            f"{step.place}\nshown:\n" + "\n".join(step.shown) + f"\n\nanswered:\n{answer}")


@contextlib.contextmanager
def desk(run: tuple[Place, Done], folder: Path) -> Iterator[Desk]:
    """A copy of a run's folder with the documents beside it, the current folder as long as the block lasts."""
    shutil.copytree(PROJECT / "sources", folder / "sources")
    place = run[0].copied(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in [name for name in os.environ if name.startswith(("CHISO_", "PREFECT_"))]:
            patch.delenv(name)
        patch.setenv("COLUMNS", COLUMNS)
        patch.setenv("PREFECT_HOME", str(folder / "prefect"))
        yield Desk(place, run[1])
