"""A warehouse with a body or two, as far as the summary of a run and the search for bodies read it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import yaml
from flow_runs import PROJECT

from flows.settings import Settings
from warehouse.tables import metadata

ROWS = {
    "raw.editions": "select 'e' as edition_code",
    "raw.printed_rows": "select * from (values ('e', 't', 'accepted'), ('e', 't', 'held_back'),"
                        " ('e', 't@workbook', 'accepted')) as rows (edition_code, table_code, status)",
    "raw.forms": "select * from (values ('e', 'counted'), ('e', 'superseded')) as forms (edition_code, status)",
    "raw.check_results": "select * from (values ('e', 'row_count', 'stop', 'pass', 0),"
                         " ('e', 'total', 'fault', 'fail', 3), ('e', 'document_set_aside', 'hold_back', 'fail', 2))"
                         " as results (edition_code, check_code, kind, outcome, failing)",
    "reporting.rpt_reconciliation": "select * from (values ('e', 'rank', 'equal', 'e:t:r1:rank', 1),"
                                    " ('e', 'rank', 'known_fault', 'e:t:r2:rank', 2),"
                                    " ('e', 'share', 'unexplained', 'e:t:r9:share', 3))"
                                    " as figures (edition_code, figure, verdict, cell_id, page)",
    "reporting.rpt_form_inputs": "select * from (values ('e', 'reported'), ('e', 'capped'))"
                                 " as inputs (edition_code, status)",
    "seeds.entity_names": "select * from (values ('lào cai', 'lc'), ('hà nam', 'hn'), ('hạ nam', 'hx'),"
                          " ('sơn la', 'sl'), ('cà mau', 'cm')) as names (name_key, entity_code)",
    "marts.dim_entity": "select 'sl' as entity_code, 'tỉnh-sl' as slug",
    "reporting.rpt_ranking": """
        select 'e' as edition_code, entity_code, entity_name_vi, 'portal' as node_code, 'Cổng' as node_name_vi,
            'Portal' as node_name_en, 3 as rank_published, 3 as rank_recomputed, 4 as entities_ranked,
            0.5::decimal(28, 10) as score_published
        from (values ('lc', 'Lào Cai'), ('hn', 'Hà Nam'), ('hx', 'Hạ Nam'), ('sl', 'Sơn La'))
            as bodies (entity_code, entity_name_vi)""",
}


def small_warehouse(folder: Path) -> Settings:
    """Make it in a folder; the settings name it."""
    with duckdb.connect(folder / "w.duckdb") as connection:
        _make_empty(connection)
        for table, query in ROWS.items():
            connection.execute(f"insert into {table} by name {query}")
    return Settings(warehouse=f"duckdb:///{folder / 'w.duckdb'}", reports=folder / "r", work=folder / "work")


def _make_empty(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table that `explain` and the summary read, without a row."""
    tables = {table.fullname: {column.name: str(column.type) for column in table.columns}
              for table in metadata.sorted_tables}
    for layer in ("marts", "reporting"):
        for path in (PROJECT / "dbt" / "models" / layer).glob("_*__models.yml"):
            for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]:
                tables[f"{layer}.{model['name']}"] = {
                    column["name"]: column["data_type"] for column in model["columns"]}
    tables["seeds.entity_names"] = {"name_key": "varchar", "entity_code": "varchar"}
    for schema in ("raw", "seeds", "marts", "reporting"):
        connection.execute(f"create schema {schema}")
    for name, columns in tables.items():
        connection.execute(f"create table {name} ({', '.join(f'{key} {kind}' for key, kind in columns.items())})")
