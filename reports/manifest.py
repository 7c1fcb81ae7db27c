"""The manifest: every file of a build with its bytes and sha256, and the tables it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from reports.switching import switch

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class File:
    """A published file; `path` is relative to the reports folder, with forward slashes."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Input:
    """A table that was read: its model, its number of rows, its columns as the catalogue types them."""

    model: str
    rows: int
    columns: dict[str, str]


@dataclass(frozen=True)
class Manifest:
    """What a build made and from what. `unlabelled_codes`: codes shown as they are, for want of words."""

    files: tuple[File, ...]
    inputs: tuple[Input, ...]
    unlabelled_codes: tuple[str, ...]


def publish(files: Mapping[str, bytes], out: Path, inputs: tuple[Input, ...],
            unlabelled_codes: tuple[str, ...]) -> Manifest:
    """Let `out` hold the files and their manifest instead of those of an earlier build."""
    entries = tuple(File(path, len(content), hashlib.sha256(content).hexdigest())
                    for path, content in sorted(files.items()))
    manifest = Manifest(entries, inputs, unlabelled_codes)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n"
    switch(out, {**files, MANIFEST: text.encode()}, _published(out), last=MANIFEST)
    return manifest


def _published(out: Path) -> list[str]:
    """Files that an earlier manifest lists; a file that no manifest lists is never touched."""
    try:
        listed = [entry["path"] for entry in json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]]
    except (FileNotFoundError, ValueError, KeyError, TypeError):  # there is none, or it is none of ours
        return []
    root = out.resolve()
    return [name for name in listed if (root / name).resolve().is_relative_to(root)]
