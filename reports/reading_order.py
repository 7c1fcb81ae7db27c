"""The order in which a Vietnamese reader looks things up."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the dictionary's order

Key = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]


@lru_cache(maxsize=1 << 14)
def reading_order(text: str) -> Key:
    """A sort key: letters in Vietnamese order, tones only between equal letters, figures by value.

    >>> sorted(["Đà Nẵng", "Đắk Lắk", "Dĩ An", "An Giang"], key=reading_order)
    ['An Giang', 'Dĩ An', 'Đà Nẵng', 'Đắk Lắk']
    >>> sorted(["4.11", "4.9"], key=reading_order)
    ['4.9', '4.11']
    """
    decomposed = unicodedata.normalize("NFD", text.casefold())
    tones = tuple(_TONES.index(char) + 1 if char in _TONES else 0 for char in decomposed)
    letters = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    places: list[tuple[int, int]] = []
    figure = False
    for char in letters:
        if char.isdecimal():
            before = places.pop()[1] if figure else 0
            places.append((1, before * 10 + int(char)))
        else:
            places.append((2, _ALPHABET[char]) if char in _ALPHABET else (0, ord(char)))
        figure = char.isdecimal()
    return tuple(places), tones
