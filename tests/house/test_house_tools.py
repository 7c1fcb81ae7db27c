"""What the tools hold: one-way imports, style, types, the shape of dbt/."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(name: str, *arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment, whatever the PATH says."""
    program = Path(sys.executable).with_name(f"{name}.exe" if os.name == "nt" else name)
    return subprocess.run(
        [program, *arguments], cwd=folder, env={**os.environ, "NO_COLOR": "1", "DO_NOT_TRACK": "1", **environment},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )


def told(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout + done.stderr


def test_imports_run_one_way(project: Path) -> None:
    done = run("lint-imports", folder=project, PYTHONIOENCODING="utf-8")
    assert done.returncode == 0, told(done)
    assert "0 broken" in done.stdout


def test_an_import_against_the_way_is_found(project: Path, tmp_path: Path) -> None:
    """The rule itself works: a lower package that imports a higher one is named."""
    for package in ("extractors", "expectations", "warehouse", "reports", "flows"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("import flows\n" if package == "extractors" else "")
    (tmp_path / "flows" / "cli.py").touch()
    (tmp_path / "flows" / "plan.py").touch()
    (tmp_path / "flows" / "running.py").touch()
    (tmp_path / "pyproject.toml").write_text((project / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    done = run("lint-imports", "--no-cache", folder=tmp_path, PYTHONPATH=str(tmp_path), PYTHONIOENCODING="utf-8")
    assert done.returncode == 1
    assert "extractors -> flows" in done.stdout


def test_the_code_is_in_the_style_of_ruff(project: Path) -> None:
    done = run("ruff", "check", folder=project)
    assert done.returncode == 0, told(done)


def test_every_type_is_right(project: Path) -> None:
    done = run("mypy", folder=project)
    assert done.returncode == 0, told(done)


def test_dbt_keeps_its_layers_names_documentation_and_contracts(project: Path, tmp_path: Path) -> None:
    parsed = run(
        "dbt", "parse", "--quiet", "--no-version-check", folder=project / "dbt",
        DBT_PROFILES_DIR=str(project / "dbt"), DBT_TARGET_PATH=str(tmp_path / "target"),
        DBT_LOG_PATH=str(tmp_path / "logs"), CHISO_DBT_DUCKDB_PATH=str(tmp_path / "none.duckdb"),
    )
    assert parsed.returncode == 0, told(parsed)
    rules = (project / "dbt-bouncer.yml").read_text(encoding="utf-8")
    assert "dbt_artifacts_dir: dbt/target" in rules
    (tmp_path / "dbt-bouncer.yml").write_text(rules.replace("dbt/target", "target"), encoding="utf-8")
    done = run("dbt-bouncer", "run", "--config-file", "dbt-bouncer.yml", folder=tmp_path, PYTHONIOENCODING="utf-8")
    assert done.returncode == 0, told(done)
    assert "ERROR=0" in told(done)
