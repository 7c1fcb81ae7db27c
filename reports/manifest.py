"""The manifest: every file of a build with its bytes and sha256, and the tables it was made from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

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
    """Write the files under `out`, take away those of an earlier build, write the manifest last."""
    entries = tuple(File(path, len(content), hashlib.sha256(content).hexdigest())
                    for path, content in sorted(files.items()))
    manifest = Manifest(entries, inputs, unlabelled_codes)
    stale = set(_published(out)) - set(files)
    for path, content in files.items():
        _replace(out / path, content)
    for path in stale:
        (out / path).unlink(missing_ok=True)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n"
    _replace(out / MANIFEST, text.encode())
    return manifest


def _published(out: Path) -> list[str]:
    """Files that an earlier manifest lists; a file that no manifest lists is never touched."""
    path = out / MANIFEST
    if not path.exists():
        return []
    listed = [entry["path"] for entry in json.loads(path.read_text(encoding="utf-8"))["files"]]
    root = out.resolve()
    return [name for name in listed if (root / name).resolve().is_relative_to(root)]


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(content)
    os.replace(aside, path)
