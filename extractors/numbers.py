"""Vietnamese figures as printed → exact values. What cannot be read for certain is not read."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.contract import Number

GROUPED = re.compile(r"\d{1,3}(?:(?:\.\d{3})+|(?: \d{3})+)")
FLAGS = {**dict.fromkeys(("có", "x", "v", "✓", "✔", "☑", "☒", "\uf0fc", "yes"), Decimal(1)),
         **dict.fromkeys(("không", "☐", "no"), Decimal(0))}
FIGURES = ("rank", "integer", "decimal", "percent", "mixed")
LOOKALIKES = {"l": "1", "I": "1", "i": "1", "|": "1", "O": "0", "o": "0", "Q": "0", "S": "5", "B": "8", "Z": "2"}


def parse_number(text: str, kind: str, unit: str = "", decimal_mark: str = ",",
                 maximum: Decimal | None = None) -> Number | None:
    """Read a whole cell as one figure, or say None.

    Args:
        text: the cell as printed, e.g. `10.309`, `0,849`, `94,73%`, `3,08 người/cơ quan`.
        kind: `rank` and `integer` take whole numbers only; `decimal` a fraction; `percent` may end
            in %; `mixed` takes any of them, with a unit of words behind; `flag` is 1 where the cell is
            marked and 0 where it says no, other types have no figure.
        unit: the column's unit, for figures that print none.
        decimal_mark: the mark of this language; the other one parts thousands.
        maximum: the column's greatest figure; it tells `12.500` of at most 35 from twelve thousand.
    """
    if kind == "flag":
        value = FLAGS.get(text.strip().casefold())
        return None if value is None else Number(text, value, unit, 0)
    match = re.fullmatch(r"(\+ ?|-)?(\d[\d., ]*?)(\s*%|\s+[^\W\d][^\d]*)?", text.strip())
    if kind not in FIGURES or not match:
        return None
    sign, digits, tail = match[1], match[2], (match[3] or "").strip()
    if tail and not (kind == "mixed" or (kind == "percent" and tail == "%")):
        return None
    value = parse_digits(digits, decimal_mark)
    if value is not None and maximum is not None and kind in ("decimal", "percent") and value > maximum:
        value = _as_fraction(digits, maximum) or value
    if value is None or (kind in ("rank", "integer") and value != value.to_integral_value()):
        return None
    decimals = max(0, -int(value.as_tuple().exponent))
    if kind in ("rank", "integer") and decimals:
        return None
    return Number(text, -value if sign == "-" else value, tail or ("%" if kind == "percent" else unit), decimals)


def _as_fraction(digits: str, maximum: Decimal) -> Decimal | None:
    """The one mark of a figure that is too great with it as a mark of thousands: as the mark of a fraction."""
    if not re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
        return None
    value = Decimal(digits.replace(",", "."))
    return value if value <= maximum else None


def parse_digits(digits: str, decimal_mark: str = ",") -> Decimal | None:
    """`10.309` → 10309, `0,849` → 0.849, `1374` → 1374; `10.30` and `1.2.3` → None.

    A lone other mark before two or one digits (`92.36`) is a fraction in the other manner: it cannot
    part thousands. `0.849` is one as well: no thousands begin with 0.
    """
    thousands = "." if decimal_mark == "," else ","
    whole, mark, fraction = digits.partition(decimal_mark)
    if mark and not fraction.isdigit():
        return None
    plain = whole.replace(thousands, ".")
    if plain.isdigit():
        return Decimal(f"{plain}.{fraction}" if mark else plain)
    if GROUPED.fullmatch(plain) and not plain.startswith("0"):
        joined = re.sub(r"[. ]", "", plain)
        return Decimal(f"{joined}.{fraction}" if mark else joined)
    if not mark and re.fullmatch(r"\d+\.\d{1,2}|0\.\d+", plain):
        return Decimal(plain)
    return None


def without_lookalikes(text: str) -> str:
    """The text with letters that look like digits replaced: what `l,000` may mean."""
    return "".join(LOOKALIKES.get(char, char) for char in text)
