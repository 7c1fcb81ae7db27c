"""Checks of the bodies that a table names: known, once, all of them, each with its own address."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.arithmetic import host_labels, owners_of_addresses
from expectations.handover import Mention, PrintedTable
from expectations.lines import EQUAL, PRESENT, UNIQUE, Check, Line
from extractors.bodies import nearest_names
from extractors.names import without_tones


def known_body(table: PrintedTable) -> Iterator[Line]:
    for mention in table.mentions:
        nearest = "" if mention.entity_code else "; ".join(
            f"{name} ({likeness} %)" for name, likeness in nearest_names(mention.name_printed, table.block))
        yield Line(mention.row, mention.column, mention.name_printed, mention.entity_code or None,
                   expected=nearest)


def body_once(table: PrintedTable) -> Iterator[Line]:
    rows: dict[str, list[int]] = {}
    for mention in table.mentions:
        rows.setdefault(_identity(mention), []).append(mention.row)
    for mention in table.mentions:
        places = rows[_identity(mention)]
        yield Line(mention.row, mention.column, mention.name_printed, _identity(mention), expected="1 ×",
                   details={"rows": ", ".join(map(str, places)), "times": str(len(places))})


def _identity(mention: Mention) -> str:
    """A name that nobody has is still the same name twice."""
    return mention.entity_code or mention.name_key


def block_complete(table: PrintedTable) -> Iterator[Line]:
    """One line a table, so that a lost page is told once, with every body that went with it."""
    if table.spec.coverage != "all":
        return
    present = {mention.entity_code for mention in table.mentions}
    names: dict[str, str] = {}
    for body in table.block:
        names.setdefault(body.entity_code, body.name)
    missing = [name for code, name in names.items() if code not in present]
    found = len(names) - len(missing)
    yield Line(None, None, f"{found}/{len(names)}", found, len(names), ", ".join(missing),
               details={"missing": str(len(missing)), "bodies": str(len(names))})


def address_of_body(table: PrintedTable) -> Iterator[Line]:
    """An address that names another body of the table and not its own.

    Expected is the address beside that other body when it names this one (the two are swapped),
    otherwise the printed one with this body's name in the place of the other's.
    """
    folded: dict[str, set[str]] = {}
    for body in table.block:
        folded.setdefault(body.entity_code, set()).add(_folded(body.name))
    lines = []
    for row, column, cell in table.cells("data"):
        bodies = table.bodies_of(row)
        if column.type == "url" and cell.text and len(bodies) == 1:
            names = folded.get(bodies[0].entity_code, set()) | {_folded(bodies[0].name_printed)}
            lines.append((row.number, column.key, cell.text, bodies[0].name_printed, frozenset(names)))
    addresses = [text for _, _, text, _, _ in lines]
    owners = owners_of_addresses(addresses, [own for *_, own in lines])
    for (row_number, key, text, name, own), owner in zip(lines, owners, strict=True):
        wanted, other_name = text, ""
        if owner is not None:
            _, _, other_text, other_name, other = lines[owner]
            is_swap = own.intersection(host_labels(other_text))
            wanted = other_text if is_swap else _renamed(text, other, _folded(name))
        yield Line(row_number, key, text, text, wanted, expected=wanted,
                   details={"body": name, "other": other_name})


def _folded(name: str) -> str:
    return "".join(char for char in without_tones(name) if char.isalnum())


def _renamed(address: str, others: frozenset[str], own: str) -> str:
    labels = [own if label.replace("-", "") in others else label for label in address.casefold().split(".")]
    return ".".join(labels)


BODY_CHECKS = (
    Check("known_body", PRESENT, known_body),
    Check("body_once", UNIQUE, body_once),
    Check("block_complete", EQUAL, block_complete),
    Check("address_of_body", EQUAL, address_of_body),
)
