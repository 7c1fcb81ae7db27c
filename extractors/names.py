"""The key under which two spellings of one body's name meet. The printed text is kept beside it."""

from __future__ import annotations

import re
import unicodedata

# Both placements of the tone mark are in use ("Hòa Bình", "Hoà Bình"); the key takes the older one.
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_LATE_TONE = re.compile(r"(o|u)([aey])([\u0300\u0301\u0303\u0309\u0323])(?![a-z])")
_PREFIXES = re.compile(r"^(thành phố|tp|tỉnh)\s+")


def name_key(name: str) -> str:
    """Fold a printed name to its key: case, dashes, punctuation, spaces, tone place, `TP.`.

    >>> name_key("TP. Hồ Chí Minh") == name_key("Thành phố Hồ Chí Minh")
    True
    >>> name_key("Thừa Thiên - Huế") == name_key("Thừa Thiên Huế")
    True
    """
    return _PREFIXES.sub("", folded(name))


def folded(text: str) -> str:
    """Lower case, composed, words parted by one blank, the tone mark in its older place."""
    words = re.sub(r"[^\w]+", " ", unicodedata.normalize("NFC", text).casefold()).strip()
    decomposed = _LATE_TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", words))
    return unicodedata.normalize("NFC", decomposed)


def without_tones(name: str) -> str:
    """The key without any mark, for likeness and for web addresses: "Bắc Kạn" → "bac kan"."""
    return without_marks(name_key(name))


def without_marks(folded_text: str) -> str:
    """A folded text in the letters a to z: "bắc kạn" → "bac kan"."""
    decomposed = unicodedata.normalize("NFD", folded_text)
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return letters.replace("đ", "d")
