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
    """What a build made and from what. `unlabelled_codes`: codes shown as they are, for want of words.

    `documents_absent`: sha256 of documents whose pages would be shown, if they had been at hand.
    """

    files: tuple[File, ...]
    inputs: tuple[Input, ...]
    unlabelled_codes: tuple[str, ...]
    documents_absent: tuple[str, ...] = ()


def publish(files: Mapping[str, bytes], out: Path, inputs: tuple[Input, ...],
            unlabelled_codes: tuple[str, ...], documents_absent: tuple[str, ...] = ()) -> Manifest:
    """Let `out` hold the files and their manifest instead of those of an earlier build."""
    entries = tuple(File(path, len(content), hashlib.sha256(content).hexdigest())
                    for path, content in sorted(files.items()))
    manifest = Manifest(entries, inputs, unlabelled_codes, documents_absent)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n"
    switch(out, {**files, MANIFEST: text.encode()}, list(_published(out)), last=MANIFEST)
    return manifest


def unchanged(out: Path, folder: str) -> dict[str, bytes]:
    """Path → bytes of the files below a folder of `out` that are still as an earlier build published them."""
    found = {path: ((out / path).read_bytes(), digest) for path, digest in _published(out).items()
             if path.startswith(f"{folder}/") and (out / path).is_file()}
    return {path: content for path, (content, digest) in found.items()
            if hashlib.sha256(content).hexdigest() == digest}


def _published(out: Path) -> dict[str, str]:
    """Files that an earlier manifest lists, with their hashes; a file that no manifest lists is never touched."""
    try:
        listed = {entry["path"]: entry["sha256"]
                  for entry in json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]}
    except (FileNotFoundError, ValueError, KeyError, TypeError):  # there is none, or it is none of ours
        return {}
    root = out.resolve()
    return {name: digest for name, digest in listed.items() if (root / name).resolve().is_relative_to(root)}
