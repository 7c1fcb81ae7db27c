from __future__ import annotations

import psycopg
import pytest
from published_figures import build

from warehouse.errors import WarehouseUnreachable
from warehouse.server_state import examine_server
from warehouse.workspace import publish


def unwell(url: str, owner: str = "", reader: str = "") -> dict[str, str]:
    return {finding.part: finding.found for finding in examine_server(url, owner, reader) if not finding.is_well}


def test_a_server_that_is_well(postgres_warehouse: str) -> None:
    build(postgres_warehouse, figure=1)
    assert "left over" in {finding.part for finding in examine_server(postgres_warehouse)}
    publish(postgres_warehouse, "b1")
    findings = examine_server(postgres_warehouse)
    assert [finding.part for finding in findings] == ["server version", "server rights", "open transactions"]
    assert all(finding.is_well for finding in findings)
    assert unwell(postgres_warehouse, owner="chiso") == {}


def test_roles_that_are_not_as_they_should_be(postgres_warehouse: str) -> None:
    assert unwell(postgres_warehouse, "chu_kho", "nobody_reads") == {
        "owner role": "acting as chiso", "reader role": "nobody_reads: no such role, or nothing to read yet"}
    build(postgres_warehouse, figure=1)
    publish(postgres_warehouse, "b1")
    with psycopg.connect(postgres_warehouse) as connection:
        for role in ("state_reader", "state_owner"):
            connection.execute(f"drop role if exists {role}")
            connection.execute(f"create role {role}")
    assert unwell(postgres_warehouse, reader="state_reader") == {"reader role": "state_reader: 1 tables not readable"}
    with psycopg.connect(postgres_warehouse) as connection:
        connection.execute("alter table reporting.figures owner to state_owner")
    assert unwell(postgres_warehouse) == {"owner role": "1 tables belong to state_owner, not to chiso"}


def test_a_file_has_no_server_and_a_server_that_is_away_is_told(duckdb_warehouse: str) -> None:
    assert examine_server(duckdb_warehouse) == []
    with pytest.raises(WarehouseUnreachable):
        examine_server("postgresql://an@127.0.0.1:1/kho")
