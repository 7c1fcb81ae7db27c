"""The lists that dbt works by."""

from __future__ import annotations

import csv
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml
from dbt_builds import PROJECT, Built

from extractors.names import name_key

SEEDS = sorted((PROJECT / "seeds").glob("*/*.csv"))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_name_key_is_what_the_extractor_would_give() -> None:
    names = read(PROJECT / "seeds" / "entities" / "entity_names.csv")
    assert len(names) > 120
    assert [row for row in names if name_key(row["name"]) != row["name_key"]] == []


def test_every_unit_of_the_country_is_there_in_its_time() -> None:
    provinces = [
        row
        for row in read(PROJECT / "seeds" / "entities" / "entities.csv")
        if row["entity_type"] == "province"
    ]

    def there(day: str) -> int:
        return sum((row["valid_from"] or "0") <= day <= (row["valid_to"] or "9") for row in provinces)

    assert (there("2008-07-31"), there("2008-12-31"), there("2016-12-31"), there("2025-12-31")) == (
        64,
        63,
        63,
        34,
    )


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_column_of_a_seed_is_typed_and_every_text_is_composed(path: Path) -> None:
    [about] = [
        seed
        for described in path.parent.glob("*.yml")
        for seed in yaml.safe_load(described.read_text(encoding="utf-8"))["seeds"]
        if seed["name"] == path.stem
    ]
    text = path.read_text(encoding="utf-8")
    assert list(about["config"]["column_types"]) == text.splitlines()[0].split(",")
    assert text == unicodedata.normalize("NFC", text) and "\r" not in text


def test_the_layers_names_and_contracts_of_the_project_hold(built: Built, tmp_path: Path) -> None:
    rules = (PROJECT.parent / "dbt-bouncer.yml").read_text(encoding="utf-8")
    config = tmp_path / "dbt-bouncer.yml"
    config.write_text(rules.replace("dbt/target", built.build.target_path.as_posix()), encoding="utf-8")
    done = subprocess.run(
        [str(Path(sys.executable).parent / "dbt-bouncer"), "run", "--config-file", str(config)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
