"""Takes the inbox in and dies without a word before the n-th thing that it does to the disk; `<settings> <n>`."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.inbox import take_in
from flows.settings import Settings

CALLS = ("replace", "fsync", "unlink", "mkdir")


def die_before(call: int) -> Callable[[], int]:
    """Count the calls that change the disk; at the given one the process is no more. Returns the counter."""
    met = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **options: Any) -> Any:
            nonlocal met
            met += 1
            if met == call:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **options)
        return counting

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))
    return lambda: met


if __name__ == "__main__":
    places = {name: Path(place) for name, place in json.loads(sys.argv[1]).items()}
    counter = die_before(int(sys.argv[2]))
    told = take_in(Settings(**places))  # type: ignore[arg-type]
    print(json.dumps({"calls": counter(), "outcomes": [one.outcome for one in told]}))
