"""What the inbox set aside and `adopt` then took in: archived, told of, and no longer lying there with its advice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.fingerprint import sha256_of
from flows.archive import Archive
from flows.inbox import ASIDE, REASON
from flows.settings import Settings


def clear_aside(settings: Settings, documents: Sequence[Path], edition: str) -> list[Path]:
    """Remove adopted documents and their reasons from the folder of what was set aside, once the archive has them and
    says where they went. What is not in the folder of the edition byte for byte stays.

    Returns those that stay because another process works with the archive; adopting them again removes them.
    """
    folder = settings.inbox / ASIDE
    lying = [path for path in documents if path.is_file() and path.resolve().parent == folder.resolve()]
    if not lying:
        return []
    places = {sha256_of(path): path for path in sorted((settings.sources / edition).rglob("*")) if path.is_file()}
    archive = Archive(settings.archive)
    with archive.locked() as is_ours:
        if not is_ours:
            return lying
        for path in lying:
            kept = archive.keep(path)
            if kept.sha256 in places:
                archive.note(path.name, kept.sha256, "taken", edition=edition, revision=1,
                             place=places[kept.sha256].as_posix())
                path.with_name(path.name + REASON).unlink(missing_ok=True)
                path.unlink()
    return []
