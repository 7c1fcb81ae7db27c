"""A cell, edition or result that nobody knows: the nearest ones are named."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from small_warehouse import small_warehouse

from extractors.errors import DataError
from flows.explain import explain_cell, explain_result
from flows.meant import node_meant
from flows.settings import Settings
from flows.terminal import Terminal

CELLS = """
insert into raw.cells (cell_id, edition_code, table_code) values
    ('vi-du-2031:1:r1:rank', 'vi-du-2031', '1'), ('vi-du-2031:1:r1:score', 'vi-du-2031', '1'),
    ('vi-du-2031:2:r1:rank', 'vi-du-2031', '2'), ('vi-du-2031:2:r1:score', 'vi-du-2031', '2')
"""


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    settings = small_warehouse(tmp_path)
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        connection.execute("insert into raw.editions (edition_code) values ('vi-du-2031'), ('khac-1999')")
        connection.execute(CELLS)
        connection.execute("insert into raw.targets (cell_id, edition_code) "
                           "values ('vi-du-2031:targets:r1:target', 'vi-du-2031')")
    return settings


@pytest.mark.parametrize(("cell", "nearest"), [
    ("vi-du-2031:2:r1:scor", "vi-du-2031:2:r1:score"),
    ("vi-du-2013:1:r1:rank", "vi-du-2031:1:r1:rank"),
    ("vi-du-2031:3:r1:rank", "vi-du-2031:2:r1:rank"),
    ("vi-du-2031:target:r1:target", "vi-du-2031:targets:r1:target"),
    ("vi-du-2031", "edition:table:r<row>:<column>, such as vi-du-2031:1:r1:rank; editions: e, khac-1999, vi-du-2031"),
])
def test_a_cell_that_nobody_knows_names_the_nearest(small: Settings, cell: str, nearest: str) -> None:
    with pytest.raises(DataError) as stopped:
        explain_cell(small, Terminal(), cell)
    [problem] = stopped.value.problems
    assert problem.code == "cell_unknown" and nearest in problem.expected.split(" · ")


def test_an_edition_that_nobody_knows_names_the_nearest_first(small: Settings) -> None:
    with pytest.raises(DataError) as stopped:
        explain_result(small, Terminal(), "vi-du-2013", "Lào Cai", "portal")
    assert stopped.value.problems[0].expected.startswith("vi-du-2031 · ")


def test_a_result_that_nobody_knows_names_the_nearest_first() -> None:
    rows = [{"node_code": f"n{number}", "node_name_vi": name, "node_name_en": name}
            for number, name in enumerate(("Hạ tầng", "Nguồn nhân lực", "Ứng dụng"))]
    with pytest.raises(DataError) as stopped:
        node_meant(rows, "e", "nguồn nhân lự")
    assert stopped.value.problems[0].expected.startswith("n1 (Nguồn nhân lực) · ")
