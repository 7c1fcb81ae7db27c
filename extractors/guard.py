"""Documents come from outside: each is read in a process of its own, under the limits of `limits.py`.

A library that runs out of memory or never ends takes that process with it and nothing else. It is started as a
program, not forked and not by `multiprocessing`: that works from threads, from daemons (Dask's workers) and without a
main module. One that is done waits a moment for the next document, since its start costs a quarter of a second.
"""

from __future__ import annotations

import atexit
import math
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar

from extractors import limits
from extractors.errors import DataError, Problem

Result = TypeVar("Result")
Progress = Callable[[int, int], None]

IDLE_SECONDS = 5.0
PATIENCE = 10
"""Times the processor time allowed that we wait by the clock: the machine may be busy, or not count processor time."""
PAGES_A_STEP = 100
MEGABYTE = 1 << 20
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from extractors.guard import serve; serve()"

_lock = threading.Lock()
_idle: list[subprocess.Popen[bytes]] = []
_last: list[Any] = [(), pickle.dumps(())]
"""The arguments that were pickled last, and their pickle."""
_tell: list[Callable[[int, int, int | None], None]] = []
"""In a reading process: how it tells that a step is done."""


class _Late(BaseException):
    """Not for those who catch every Exception: the document has had its time."""


class _Task(NamedTuple):
    read: Callable[..., Any]
    path: Path
    others: bytes
    """The other arguments, pickled."""
    limits: limits.Limits
    folder: str


class _Answer(NamedTuple):
    kind: str
    """step, done, failed, memory, late or died."""
    value: Any = None
    page: int | None = None


def guarded(read: Callable[..., Result], path: Path, *others: Any, progress: Progress | None = None,
            in_another: bool = False) -> Result:
    """`read(path, *others)`, a function of a module that reads a document, under the limits.

    Within a reading process it is simply called, unless `in_another` asks for one more.

    Raises:
        DataError: file_too_large or file_too_slow; file_damaged where the reader died of it.
        Exception: whatever `read` or `progress` raises.
    """
    if _tell and not in_another:
        return read(path, *others)
    allowed = limits.current()
    if path.is_file() and path.stat().st_size > allowed.file_megabytes * MEGABYTE:
        raise beyond(path, f"{path.stat().st_size} bytes", f"at most {allowed.file_megabytes * MEGABYTE} bytes")
    reader = _take()
    is_well = False
    try:
        answer = _ask(reader, _Task(read, path, _packed(others), allowed, str(Path.cwd())), progress or tick)
        is_well = answer.kind == "done" or isinstance(answer.value, DataError)
    finally:
        _give_back(reader, is_well)
    match answer.kind:
        case "failed":
            raise answer.value
        case "memory":
            raise beyond(path, "no memory left", f"at most {allowed.memory_megabytes * MEGABYTE} bytes of memory",
                         answer.page)
        case "late":
            raise _slow(path, answer.page, allowed.document_seconds, "a document")
        case "died":
            raise _died(path, answer.page, allowed, reader.returncode)
    result: Result = answer.value
    return result


def tick(done: int, total: int, page: int | None = None) -> None:
    """Say how many steps of the reading are done: the time for the next one, of this page, begins."""
    for tell in _tell:
        tell(done, total, page)


def beyond(path: Path, found: str, allowed: str, page: int | None = None) -> DataError:
    """The error of a document that asks for more than it may."""
    return DataError([Problem("file_too_large", file=path.name, page=page, found=found, expected=allowed)])


def end_idle() -> None:
    """End the reading processes that wait for work."""
    with _lock:
        idle, _idle[:] = list(_idle), []
    for reader in idle:
        _end(reader)


def _died(path: Path, page: int | None, allowed: limits.Limits, code: int) -> DataError:
    """What is told where the reader did not answer, by how it ended."""
    if code == -signal.SIGINT:
        raise KeyboardInterrupt
    if code in (-getattr(signal, "SIGXCPU", 0), -signal.SIGTERM, signal.SIGTERM):  # the last one on Windows
        return _slow(path, page, allowed.step_seconds, "a page or workbook")
    how = signal.Signals(-code).name if code < 0 else f"exit {code}"
    return DataError([Problem("file_damaged", file=path.name, page=page,
                              found=f"{path.stat().st_size} bytes, {how}")])


def _slow(path: Path, page: int | None, seconds: int, what: str) -> DataError:
    return DataError([Problem("file_too_slow", file=path.name, page=page, found=f"more than {seconds} seconds",
                              expected=f"at most {seconds} seconds {what}")])


def _packed(others: tuple[Any, ...]) -> bytes:
    """Document after document is read with the same specification: it is pickled once."""
    known: tuple[Any, ...]
    data: bytes
    known, data = _last  # read at once: another thread may put others there
    if len(known) != len(others) or any(one is not other for one, other in zip(known, others, strict=True)):
        data = pickle.dumps(others)
        _last[:] = [others, data]
    return data


@lru_cache(maxsize=1)
def _unpacked(others: bytes) -> tuple[Any, ...]:
    found: tuple[Any, ...] = pickle.loads(others)
    return found


def _take() -> subprocess.Popen[bytes]:
    with _lock:
        while _idle:
            reader = _idle.pop()
            if reader.poll() is None:
                return reader
    return subprocess.Popen([sys.executable, "-c", _PROGRAM, *sys.path], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE)


def _give_back(reader: subprocess.Popen[bytes], is_well: bool) -> None:
    if not is_well:
        reader.kill()
        _end(reader)
        return
    with _lock:
        _idle.append(reader)
    clock = threading.Timer(IDLE_SECONDS, _end_if_idle, [reader])
    clock.daemon = True
    clock.start()


def _end_if_idle(reader: subprocess.Popen[bytes]) -> None:
    with _lock:
        if reader not in _idle:
            return
        _idle.remove(reader)
    _end(reader)


def _end(reader: subprocess.Popen[bytes]) -> None:
    """It ends by itself when there is nothing more to be asked."""
    for stream in (reader.stdin, reader.stdout):
        with suppress(BrokenPipeError):
            stream.close()  # type: ignore[union-attr]
    reader.wait()


def _ask(reader: subprocess.Popen[bytes], task: _Task, progress: Progress) -> _Answer:
    """Hand the task over and hear the answer, with the page that was being read where there is none."""
    asked, told = reader.stdin, reader.stdout
    assert asked is not None and told is not None
    page = None
    try:
        pickle.dump(task, asked)
        asked.flush()
        while True:
            answer = _hear(reader, told, task.limits.step_seconds * PATIENCE)
            if answer.kind != "step":
                return answer._replace(page=page)
            page = answer.page
            if answer.value[0]:
                progress(*answer.value)
    except (EOFError, BrokenPipeError):
        reader.wait()
        return _Answer("died", page=page)


def _hear(reader: subprocess.Popen[bytes], told: IO[bytes], seconds: float) -> _Answer:
    clock = threading.Timer(seconds, reader.terminate)
    clock.daemon = True
    clock.start()
    try:
        answer: _Answer = pickle.load(told)
        return answer
    finally:
        clock.cancel()


def serve() -> None:
    """The reading process: answers task after task, until nobody asks any more."""
    import logging

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    logging.disable(logging.WARNING)  # what a library thinks of a font; our own doubts are in the outcome
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints, answers stay answers
    try:
        while True:
            task: _Task = pickle.load(tasks)
            os.chdir(task.folder)
            limits.use(task.limits)
            answer = _answer(task, answers)
            _allow_memory(None)
            pickle.dump(answer, answers)
            answers.flush()
    except EOFError:
        return
    except BrokenPipeError:
        os._exit(1)  # whoever asked was killed: there is nobody to tell, and nothing to be flushed


def _answer(task: _Task, answers: IO[bytes]) -> _Answer:
    ends = time.process_time() + task.limits.document_seconds

    def tell(done: int, total: int, page: int | None) -> None:
        pickle.dump(_Answer("step", (done, total), page), answers)
        answers.flush()
        if time.process_time() > ends:
            raise _Late
        steps = 1 if page else 1 + total // PAGES_A_STEP  # no page is left: now for what is on all of them
        _allow_seconds(task.limits.step_seconds * steps)

    _tell[:] = [tell]
    _allow_seconds(task.limits.step_seconds)
    _allow_memory(task.limits.memory_megabytes)
    try:
        return _Answer("done", task.read(task.path, *_unpacked(task.others)))
    except _Late:
        return _Answer("late")
    except Exception as error:
        return _Answer("memory") if cause(error, MemoryError) else _Answer("failed", error)


def cause(error: BaseException | None, kind: type[BaseException]) -> BaseException | None:
    """The error of that kind behind an error, if there is one: libraries wrap what they catch."""
    while error is not None:
        found = next((one for one in (error, *error.args) if isinstance(one, kind)), None)
        if found:
            return found
        error = error.__cause__ or error.__context__
    return None


def _allow_seconds(seconds: float) -> None:
    """So much processor time from now on; then the system ends this process."""
    _restrict("RLIMIT_CPU", math.ceil(time.process_time() + max(seconds, 0)))


def _allow_memory(megabytes: int | None) -> None:
    """At most so much address space; None: as much as there is."""
    _restrict("RLIMIT_AS", None if megabytes is None else megabytes * MEGABYTE)
    _restrict("RLIMIT_CORE", 0)


def _restrict(name: str, most: int | None) -> None:
    """Windows has no such limits; there only the clock ends what takes too long."""
    if sys.platform != "win32":
        import resource

        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        is_free = hard == resource.RLIM_INFINITY
        resource.setrlimit(kind, (hard if most is None else most if is_free else min(most, hard), hard))


atexit.register(end_idle)
