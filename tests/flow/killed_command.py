"""`chiso`, told to kill itself and all that it started, at one moment: nothing of it runs differently until then.

The moments are a list of objects in KILL_AT (JSON): `stage`, and `after` (seconds from its beginning, at the latest
before the ledger hears of its end) or `call` (a function of the project or of Python, `module:name`), `when` (`before`
it runs or `after`), `holding` (a word in its arguments), `nth`; with `run`, that command is run then instead of a kill,
once.
With TELL_FIRST, plan and status are told before as JSON, so that they cost no process of their own.
"""

from __future__ import annotations

import importlib
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import click

from flows.cli import main
from warehouse.ledger import Ledger

POINTS: list[dict[str, Any]] = json.loads(os.environ["KILL_AT"])


class Trap:
    """Springs at its moment: a call of the watched function from the beginning of the watched stage on, or a time."""

    def __init__(self, point: dict[str, Any]) -> None:
        self._stage, self._after, self._run = point["stage"], point.get("after"), point.get("run")
        self._when, self._holding = point.get("when", "after"), point.get("holding", "")
        self._nth, self._calls = point.get("nth", 1), itertools.count(1)
        self._is_armed = self._is_sprung = False
        self._entry = 0

    def arm(self, stage: str, entry: int) -> None:
        if stage != self._stage or self._is_armed:
            return
        self._is_armed, self._entry = True, entry
        if self._after is not None:
            timer = threading.Timer(self._after, self._spring)
            timer.daemon = True
            timer.start()

    def end(self, entry: int) -> None:
        """The stage of that entry is through. It may be quicker than usual, but does not get away."""
        if self._is_armed and not self._is_sprung and self._after is not None and entry == self._entry:
            self._spring()

    def around(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            is_counted = self._is_armed and (not self._holding or self._holding in repr((arguments, named)))
            is_it = is_counted and next(self._calls) == self._nth
            if is_it and self._when == "before":
                self._spring()
            result = real(*arguments, **named)
            if is_it and self._when == "after":
                self._spring()
            return result

        return call

    def _spring(self) -> None:
        self._is_sprung = True
        if self._run:
            subprocess.run(self._run, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        else:  # the whole group, as a terminal that is torn away or a machine that runs out of memory does
            os.killpg(0, signal.SIGKILL)


def watch() -> None:
    traps = []
    for point in POINTS:
        traps.append(Trap(point))
        if "call" in point:
            module, _, name = point["call"].partition(":")
            owner = importlib.import_module(module)
            *path, last = name.split(".")
            for part in path:
                owner = getattr(owner, part)
            setattr(owner, last, traps[-1].around(getattr(owner, last)))
    begin, finish = Ledger.start, Ledger.finish

    def start(ledger: Ledger, run_id: str, stage: str, *rest: Any, **named: Any) -> int:
        number = begin(ledger, run_id, stage, *rest, **named)
        for trap in traps:
            trap.arm(stage, number)
        return number

    def end(ledger: Ledger, entry: int, *rest: Any, **named: Any) -> None:
        for trap in traps:
            trap.end(entry)
        finish(ledger, entry, *rest, **named)

    Ledger.start, Ledger.finish = start, end  # type: ignore[method-assign, assignment]


def tell(command: str, places: list[str]) -> None:
    try:
        main([command, "--json", *places], standalone_mode=False)
    except (SystemExit, click.ClickException) as error:
        if not isinstance(error, SystemExit) or error.code:
            raise
    sys.stdout.flush()


if __name__ == "__main__":
    if "TELL_FIRST" in os.environ:
        for command in ("plan", "status"):
            tell(command, sys.argv[2:])
            sys.stdout.write("\0")
    watch()
    main()
