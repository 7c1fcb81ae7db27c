"""What dbt makes of the bundled documents; of the report every figure with its verdict, every fault found by rule."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import psycopg
import pytest
from dbt_builds import PROJECT, Built, build, copied, opened, rows

FOUND_BY_RECOMPUTING = {
    ("mic-2016:2.2:r4:rate", "share"),
    ("mic-2016:2.6:r17:rank", "rank"),
    ("mic-2016:4.8:r5:dossiers_total", "total"),
    ("mic-2016:4.8:r11:dossiers_level3", "share"),
    ("mic-2016:4.11:r48:rank", "rank"),
    ("mic-2016:prose:r8:share", "share"),
    ("laocai-ict-2016:appendix_hr_agencies:r4:hr_agencies", "score"),
    ("laocai-ict-2016:appendix_hr_agencies:r9:hr_agencies", "score"),
    ("laocai-ict-2016:prose:r12:value", "share"),
    ("laocai-ict-2016:prose:r23:score", "score"),
    ("laocai-ict-2016:prose:r36:value", "share"),
    ("laocai-ict-2016:prose:r40:value", "total"),
    ("laocai-ict-2017:prose:r4:rank", "rank"),
    *((f"dienbien-2012:dep_overall:r{row}:total_self", "total") for row in (7, 10, 12, 15, 16, 17)),
}


def test_the_project_builds_and_every_test_in_it_passes(built: Built) -> None:
    not_well = {
        name: status
        for name, status in built.build.status.items()
        if status not in ("success", "pass", "no-op")
    }
    assert not_well == {}


def test_every_published_rank_of_the_ranked_tables_is_recomputed(built: Built) -> None:
    [(printed,)] = rows(
        built.url,
        """
        select count(*) from raw.cells where column_key = 'rank' and value is not null and edition_code = 'mic-2016'""",
    )
    [(recomputed, tables)] = rows(
        built.url,
        """
        select count(*), count(distinct table_code) from reporting.rpt_reconciliation
        where figure = 'rank' and edition_code = 'mic-2016'""",
    )
    assert (recomputed, tables) == (printed, 19) == (566, 19)


def test_every_figure_has_its_verdict_and_none_is_left_unexplained(built: Built) -> None:
    verdicts = rows(
        built.url,
        """
        select figure, verdict, count(*) from reporting.rpt_reconciliation
        where edition_code = 'mic-2016' group by all order by all""",
    )
    assert verdicts == [
        ("rank", "equal", 564),
        ("rank", "known_fault", 2),
        ("share", "equal", 9),
        ("share", "known_fault", 3),
        ("total", "equal", 122),
        ("total", "known_fault", 1),
    ]


def test_derived_tables_and_told_shares_are_checked_against_the_tables_behind_them(built: Built) -> None:
    checked = {cell for (cell,) in rows(built.url, "select cell_id from reporting.rpt_reconciliation")}
    derived = {
        "2.5:r1:services",
        "2.5:r2:services",
        "4.5:r1:services",
        "4.5:r2:services",
        "4.6:r1:count",
        "4.6:r2:count",
        "4.6:r3:count",
        "2.6:r19:total",
        "4.7:r60:level3",
        "4.2:r4:rate",
        "2.7:r2:dossiers_total",
        "prose:r2:share",
        "prose:r7:share",
    }
    assert {f"mic-2016:{cell}" for cell in derived} <= checked


def test_every_fault_of_the_publication_that_a_rule_can_find_is_told(built: Built) -> None:
    faults = set(
        rows(
            built.url,
            """
            select cell_id, kind, printed, expected from reporting.rpt_publication_faults
            where edition_code = 'mic-2016'""",
        )
    )
    assert {
        (
            "mic-2016:2.1:r6:entity",
            "misprint_entity",
            "Bộ Lao động, Thương binh và Xã Hội",
            "Bộ Lao động, Thương binh và Xã hội",
        ),
        ("mic-2016:2.2:r4:rate", "arithmetic", "94,73%", "94,74%"),
        ("mic-2016:2.6:r17:rank", "rank", "17", "16"),
        ("mic-2016:4.4:r12:url", "swapped", "backan.gov.vn", "bacgiang.gov.vn"),
        ("mic-2016:4.4:r39:url", "swapped", "bacgiang.gov.vn", "backan.gov.vn"),
        ("mic-2016:4.8:r5:dossiers_total", "arithmetic", "28.167", "28.622"),
        ("mic-2016:4.8:r11:dossiers_level3", "arithmetic", "36,6%", "36,7%"),
        ("mic-2016:4.11:r48:rank", "rank", "48", "47"),
        ("mic-2016:prose:r8:share", "arithmetic", "22,63%", "22,64%"),
    } <= faults
    truth = Path(__file__).parents[1] / "truth" / "mic-2016" / "findings.csv"
    with truth.open(encoding="utf-8") as lines:
        decidable = {
            f"mic-2016:{row['table']}:r{row['row']}:{row['column']}"
            for row in csv.DictReader(lines)
            if row["row"] and row["kind"] != "contradiction"
        }
    not_in_truth = {cell for cell, *_ in faults} - decidable
    assert not_in_truth == {"mic-2016:prose:r8:share"}  # told there as a fault of section 4.4, without a cell


def test_every_check_carries_its_name_in_both_languages(built: Built) -> None:
    query = "select distinct check_code, check_name_en, check_name_vi from reporting.rpt_data_quality"
    names = {code: words for code, *words in rows(built.url, query)}
    assert names["rank_agrees"] == [
        "The rank agrees with the figure it is based on", "Thứ hạng khớp với số liệu làm căn cứ"]
    assert len(names) >= 15 and all(all(words) for words in names.values()), names


def test_a_pooled_row_is_spread_over_its_bodies_and_every_body_of_a_block_is_ranked(built: Built) -> None:
    ranked = rows(
        built.url,
        """
        select entity_type, node_code, count(*), max(entities_ranked) from reporting.rpt_ranking
        where node_code in ('services', 'dossiers') group by all order by all""",
    )
    assert ranked == [
        ("ministry", "dossiers", 17, 17),
        ("ministry", "services", 19, 19),
        ("province", "dossiers", 63, 63),
        ("province", "services", 63, 63),
    ]
    last = rows(
        built.url,
        """
        select entity_name_vi, score_published, rank_published, rank_recomputed from reporting.rpt_ranking
        where node_code = 'services' and entity_type = 'province' and rank_published = 63
        order by entity_code""",
    )
    assert [name for name, *_ in last] == ["Bắc Kạn", "Bạc Liêu", "Cao Bằng", "Hòa Bình", "Trà Vinh"]
    assert {row[1:] for row in last} == {(None, 63, 63)}


def test_the_rows_next_to_it_tell_why_a_place_is_47_and_not_48(built: Built) -> None:
    assert inputs(built, "4.11:r48:rank") == [
        ("score", "4.11:r48:index", "0,583", "TP. Hải Phòng"),
        ("rows_better", "", "", None),
        ("better", "4.11:r46:index", "0,584", "Quảng Ngãi"),
        ("equal", "4.11:r47:index", "0,583", "Trà Vinh"),
    ]
    not_so = rows(
        built.url,
        """
        select cell_id from marts.fct_reconciliation as ranks
        inner join marts.fct_reconciliation_input as inputs using (cell_id, figure)
        where figure = 'rank' group by cell_id, recomputed_low
        having recomputed_low <> coalesce(
            max(case when role = 'bodies' then input_value end),
            max(case when role = 'rows_better' then input_value end) + 1)""",
    )
    assert not_so == []


def test_a_figure_told_in_words_goes_into_a_sum_with_its_words(built: Built) -> None:
    parts = inputs(built, "4.8:r5:dossiers_total")
    assert len(parts) == 15
    assert parts[1] == ("part", "4.8:r5:dossiers_level3", "là 455", "Lâm Đồng")
    assert inputs(built, "prose:r8:share") == [
        ("numerator", "4.5:r2:services_with_dossiers", "249", "Dịch vụ công trực tuyến mức độ 4"),
        ("denominator", "4.5:r2:services", "1.100", "Dịch vụ công trực tuyến mức độ 4"),
    ]


def inputs(built: Built, cell: str) -> list[tuple[object, ...]]:
    return rows(
        built.url,
        f"""
        select role, replace(input_cell_id, 'mic-2016:', ''), input_text, input_row_label
        from marts.fct_reconciliation_input where cell_id = 'mic-2016:{cell}' order by ordinal""",
    )


def test_without_the_list_of_known_faults_the_same_cells_are_unexplained(
    built: Built, tmp_path: Path
) -> None:
    url = copied(built.url, tmp_path)
    project = project_without_known_faults(tmp_path)
    build(url, tmp_path, "--select", "known_faults+", "--exclude-resource-type", "unit_test", project=project)
    unexplained = rows(
        url, "select cell_id, figure from reporting.rpt_reconciliation where verdict = 'unexplained'"
    )
    assert set(unexplained) == FOUND_BY_RECOMPUTING
    assert rows(url, "select distinct status from reporting.rpt_publication_faults") == [("open",)]
    notes = rows(
        url, "select note, note_vi from reporting.rpt_reconciliation where cell_id like '%prose:r8:share'"
    )
    assert notes == [("cut off, not rounded", "Bị cắt bỏ chứ không làm tròn.")]


def test_both_databases_give_the_same_to_the_last_digit(built: Built, built_on_postgres: Built) -> None:
    well = {"success", "pass", "no-op"}
    assert {name: status for name, status in built_on_postgres.build.status.items() if status not in well} == {}
    with psycopg.connect(built_on_postgres.url) as postgres, opened(built.url) as duck:
        models = [
            (schema, name)
            for schema, name in duck.execute("""
            select table_schema, table_name from information_schema.tables
            where table_schema = 'reporting' or table_name = 'fct_reconciliation_input'""").fetchall()
        ]
        assert {model for _, model in models} == {*reporting_models(), "fct_reconciliation_input"}
        for schema, model in models:
            columns = [row[0] for row in duck.execute(f"describe {schema}.{model}").fetchall()]
            query = f"select {', '.join(columns)} from {{}}.{model}"
            here = duck.execute(query.format(schema)).fetchall()
            there = postgres.execute(query.format(f"{schema}_next")).fetchall()
            assert sorted(map(repr, map(texts, here))) == sorted(map(repr, map(texts, there))), model


def test_both_databases_tell_what_each_reporting_table_and_column_means(
    built: Built, built_on_postgres: Built
) -> None:
    tables = rows(built.url, "select table_name, comment from duckdb_tables() where schema_name = 'reporting'")
    columns = rows(
        built.url,
        """
        select table_name, column_name, comment from duckdb_columns() where schema_name = 'reporting'""",
    )
    assert {name for name, _ in tables} == reporting_models() and all(comment for *_, comment in [*tables, *columns])
    with psycopg.connect(built_on_postgres.url) as postgres:
        there = postgres.execute("""
            select relname, attname, col_description(pg_class.oid, attnum)
            from pg_class inner join pg_attribute on attrelid = pg_class.oid and attnum > 0
            where relnamespace = 'reporting_next'::regnamespace and relkind = 'r'""").fetchall()
        described = postgres.execute("""
            select relname, obj_description(oid, 'pg_class') from pg_class
            where relnamespace = 'reporting_next'::regnamespace and relkind = 'r'""").fetchall()
    assert (sorted(there), sorted(described)) == (sorted(columns), sorted(tables))


def test_a_fault_found_by_a_check_gives_the_name_of_the_check_as_evidence(built: Built) -> None:
    [(words,)] = rows(
        built.url,
        """
        select distinct (evidence, evidence_vi) from reporting.rpt_publication_faults
        where kind = 'swapped' and edition_code = 'mic-2016'""",
    )
    assert words == (
        "No web address names another body of the table",
        "Không địa chỉ nào mang tên đơn vị khác trong bảng",
    )


def reporting_models() -> set[str]:
    """All that readers rely on, as the files say."""
    return {path.stem for path in (PROJECT / "models" / "reporting").glob("rpt_*.sql")}


def texts(row: tuple[object, ...]) -> list[str]:
    assert not any(isinstance(value, float) for value in row)
    return [str(value) for value in row]


def project_without_known_faults(folder: Path) -> Path:
    project = Path(shutil.copytree(PROJECT, folder / "dbt", ignore=shutil.ignore_patterns("target", "logs")))
    seed = project / "seeds" / "faults" / "known_faults.csv"
    seed.write_text(seed.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    return project


@pytest.mark.parametrize("model", ["fct_rank", "fct_score", "fct_reconciliation", "fct_reconciliation_input"])
def test_no_figure_is_a_binary_float(built: Built, model: str) -> None:
    types = {
        kind
        for (kind,) in rows(
            built.url,
            f"""
        select distinct data_type from information_schema.columns where table_name = '{model}'""",
        )
    }
    assert types and not types & {"DOUBLE", "FLOAT", "REAL"}
