"""The process that documents are read in, when whoever asked it is no more."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from extractors import guard, limits


def test_a_reader_whose_asker_was_killed_ends_without_a_word(tmp_path: Path) -> None:
    task = guard._Task(len, tmp_path, pickle.dumps(()), limits.current(), str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", guard._PROGRAM, *sys.path], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader:
        assert reader.stdin and reader.stdout and reader.stderr
        reader.stdout.close()
        reader.stdin.write(pickle.dumps(task))
        reader.stdin.close()
        assert reader.stderr.read() == b""
        assert reader.wait() == 1
