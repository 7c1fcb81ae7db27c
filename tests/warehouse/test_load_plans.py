"""What a plan sets and orders, and what the checks recovered, arrives in schema raw as handed over."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from small_edition import Edition

from warehouse.errors import HandoverRefused
from warehouse.load import load_edition
from warehouse.read import open_reader

Write = Callable[[Edition], tuple[Path, Path]]


def test_targets_tasks_and_their_bodies_arrive_as_handed_over(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    with open_reader(warehouse) as reader:
        [target] = reader.rows("raw.targets")
        [task] = reader.rows("raw.tasks")
        [indicator] = reader.rows("raw.task_indicators")
        bodies = reader.rows("select * from raw.assignments order by role desc")
    assert (target["comparator"], target["target"], target["target_max"]) == ("between", Decimal(88), Decimal(90))
    assert (target["node_code"], target["is_whole_indicator"], target["due_quarter"]) == ("2.1.3", False, 1)
    assert (task["table_code"], task["row_number"], task["quarter_from"], task["quarter_to"]) == ("5.1", 1, 1, 4)
    assert (indicator["ordinal"], indicator["node_code"]) == (1, "1.2.1")
    assert [(row["role"], row["entity_code"]) for row in bodies] == [("lead", "vi_du_so_tc"), ("cooperating", None)]


def test_a_statement_says_whom_it_is_about(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    with open_reader(warehouse) as reader:
        told = reader.rows("select * from raw.statements order by ordinal")
    assert [(row["figure"], row["value"], row["body_printed"]) for row in told] == [
        ("rank_move", Decimal(-2), ""), ("value", Decimal(100), "Đà Nẵng")]


def test_what_the_checks_recovered_arrives_with_its_bounds(warehouse: str, write_edition: Write) -> None:
    load_edition(warehouse, *write_edition(Edition()), input_hash="h1")
    with open_reader(warehouse) as reader:
        [scale] = reader.rows("raw.recovered_scales")
        [row] = reader.rows("raw.recovered_rows")
        [repair] = reader.rows("raw.scale_repairs")
        [fraction] = reader.rows("raw.recovered_fractions")
    assert (scale["part_node_code"], scale["range_low"], scale["range_high"]) == ("1.1", Decimal("0.4"), Decimal("0.6"))
    assert (row["is_explained"], row["fitted"]) == (True, Decimal("0.3212"))
    assert (repair["cell_id"], repair["repair_high"]) == ("vi-du-2031:4.1:r1:index", Decimal("0.34"))
    assert (fraction["numerator"], fraction["denominator"], fraction["is_unique"]) == (28, 37, True)


@pytest.mark.parametrize(("name", "field"), [("targets", "target"), ("tasks", "task_year"), ("assignments", "ordinal"),
                                             ("scale_repairs", "repair_low")])
def test_a_field_of_another_type_is_refused(name: str, field: str, warehouse: str, write_edition: Write) -> None:
    edition = Edition()
    edition.lines[name][0][field] = "nhiều"
    with pytest.raises(HandoverRefused, match=name):
        load_edition(warehouse, *write_edition(edition), input_hash="h1")
