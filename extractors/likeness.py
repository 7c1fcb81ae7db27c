"""How like two printed texts are, whatever stands between their letters."""

from __future__ import annotations

import re
from difflib import SequenceMatcher


def likeness(one: str, other: str) -> float:
    """0 to 1, letters only: spaces, case and marks between words do not count."""
    return SequenceMatcher(None, letters(one), letters(other), autojunk=False).ratio()


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()
