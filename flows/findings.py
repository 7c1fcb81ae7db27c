"""What the doctor finds: a part of the machine, whether it is well, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass

from flows.words import Said, said


@dataclass(frozen=True)
class Finding:
    """`part` names its words in words.yml; `is_needed`: a run cannot do without."""

    part: str
    is_well: bool
    found: Said
    mend: Said | None = None
    is_needed: bool = True


def as_it_is(text: str) -> Said:
    """What is the same in every language: a version, a path, a command."""
    return said("verbatim", text=text)
