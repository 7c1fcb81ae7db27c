"""What a warehouse says is in it. Asked before every run: nothing heavy is imported for it."""

from __future__ import annotations

from warehouse.address import parse_address
from warehouse.read import open_reader


def loaded_editions(url: str) -> dict[str, str]:
    """Edition → input hash it was loaded with; empty for a warehouse that does not exist yet.

    Of a place to build (`workspace.building_url`): what is loaded there, published or not.
    """
    return {row["edition_code"]: row["input_hash"] for row in _rows(url, "editions")}


def build_mark(url: str) -> str | None:
    """The input hash of the last transformation that was published, if there was one."""
    return next((row["input_hash"] for row in _rows(url, "builds")), None)


def _rows(url: str, table: str) -> list[dict[str, str]]:
    address = parse_address(url)
    if address.is_duckdb and not address.path.exists():
        return []
    with open_reader(url) as reader:
        name = f"{address.schema('raw')}.{table}"
        return reader.rows(name) if reader.has(name) else []
