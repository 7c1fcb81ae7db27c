"""Bullets that are drawn, not written: small filled discs and squares before the words of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

LEAST, MOST = 0.15, 0.6
"""Width and height of a bullet, as parts of the letters' height behind it."""
REACH = 2.0
"""How far (letter heights) its line begins behind it."""
BULLET = "•"


def drawn_bullets(shapes: Sequence[dict[str, Any]], words: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A word `•` for each small shape that stands alone before a word, at the height of that word.

    Args:
        shapes: filled curves and rectangles with x0, x1, top, bottom.
        words: words with the same keys.
    """
    found = []
    for shape in shapes:
        width, height = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
        if shape.get("fill") and 3 * width < 4 * height < 16 / 3 * width:
            middle = (shape["top"] + shape["bottom"]) / 2
            behind = [word for word in words if word["top"] < middle < word["bottom"]
                      and 0 <= word["x0"] - shape["x1"] < REACH * (word["bottom"] - word["top"])
                      and LEAST < height / (word["bottom"] - word["top"]) < MOST]
            found += [{"text": BULLET, "x0": shape["x0"], "x1": shape["x1"], "top": word["top"],
                       "bottom": word["bottom"], "chars": []}
                      for word in sorted(behind, key=lambda word: word["x0"])[:1]]
    return found
