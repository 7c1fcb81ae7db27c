"""What every file keeps to: encoding, line ends, sizes, names, no address and no path of one machine."""

from __future__ import annotations

import ast
import csv
import re
import unicodedata
from pathlib import Path

import pytest
import yaml

PACKAGES = ("extractors", "expectations", "warehouse", "reports", "flows")
DATA = (".csv", ".yml", ".yaml", ".json", ".j2")
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager"}
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_MODEL = 300, 40, 100
ALLOWED_HOSTS = re.compile(
    r"127|127\.0\.0\.1|localhost|host|server|[\w-]+\.invalid|example\.\w+|www\.w3\.org|schemas\.openxmlformats\.org|"
    r"csdl\.thutuchanhchinh\.vn|([\w-]+\.)*[\w-]+\.gov\.vn")


def test_every_text_is_utf_8(texts: dict[Path, str]) -> None:
    assert any("ộ" in text for text in texts.values())
    assert not [path for path, text in texts.items() if "\ufffd" in text]


def test_vietnamese_in_data_is_composed(texts: dict[Path, str]) -> None:
    """A decomposed letter looks the same and is never equal."""
    data = {path: text for path, text in texts.items() if path.suffix in DATA}
    assert len(data) > 50
    assert not [path for path, text in data.items() if not unicodedata.is_normalized("NFC", text)]


def test_lines_end_with_a_line_feed_alone(texts: dict[Path, str]) -> None:
    assert not [path for path, text in texts.items() if "\r" in text]
    assert not [path for path, text in texts.items() if text and path.suffix in (".csv", ".py", ".sql", ".yml")
                and not text.endswith("\n")]


def test_every_csv_has_the_same_number_of_fields_in_each_row(files: list[Path]) -> None:
    tables = [path for path in files if path.suffix == ".csv"]
    assert tables
    for path in tables:
        with path.open(encoding="utf-8", newline="") as stream:
            widths = {len(row) for row in csv.reader(stream)}
        assert len(widths) == 1, path


def test_every_module_is_short(modules: list[Path]) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert not {path: length for path, length in lengths.items() if length > LONGEST_MODULE}


def test_every_function_is_short(modules: list[Path]) -> None:
    long = {
        f"{path.name}:{node.name}": node.end_lineno - node.lineno + 1
        for path in modules
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert not long


def test_every_model_is_short(files: list[Path]) -> None:
    models = [path for path in files if path.suffix == ".sql"]
    assert models
    assert not [path for path in models if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_MODEL]


def test_no_module_has_a_vague_name(modules: list[Path]) -> None:
    assert not [path for path in modules if VAGUE.intersection(path.stem.split("_"))]


def test_there_is_no_python_in_dbt(files: list[Path], project: Path) -> None:
    """A package there would stand in the way of dbt's own: `import dbt` would find it."""
    assert not [path for path in files if path.is_relative_to(project / "dbt") and path.suffix == ".py"]


def test_no_file_names_a_host_but_those_of_examples_and_publishers(texts: dict[Path, str]) -> None:
    """Least of all a registry: packages come from wherever the machine is told to take them."""
    ours = {path: text for path, text in texts.items() if "vendor" not in path.parts}  # libraries name their makers
    named = {(path, host) for path, text in ours.items() for host in re.findall(r"https?://([\w.-]+)", text)}
    assert not {(path, host) for path, host in named if not ALLOWED_HOSTS.fullmatch(host)}
    bare = re.compile(r"(?<!schemas\.)\b[\w-]+\.(?:org|io|com|net|dev)\b")
    printed = {path: bare.findall(text) for path, text in ours.items() if "truth" not in path.parts}
    assert not {path: found for path, found in printed.items() if found}


def test_no_file_names_a_path_of_one_machine(texts: dict[Path, str]) -> None:
    absolute = re.compile(r"(?<![\w.}])/(home|root|Users|work|mnt|opt|tmp)/\w|\b[A-Z]:\\\\?\w|\.\./shared")
    found = {path: absolute.findall(text) for path, text in texts.items() if path.name != Path(__file__).name}
    assert not {path: hits for path, hits in found.items() if hits}


def test_no_edition_body_or_table_is_named_in_code(project: Path) -> None:
    """They are rows of the specification and of the seeds; a next edition needs no code."""
    words = _names_of_data(project)
    assert len(words) > 150
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, words))})(?![\w-])")
    named = {path: pattern.findall(text) for path, text in _code(project).items()}
    assert not {path: found for path, found in named.items() if found}


def _names_of_data(project: Path) -> list[str]:
    series = [yaml.safe_load(path.read_text(encoding="utf-8"))
              for path in project.glob("extractors/series/*/series.yml")]
    words = {word for one in series for word in (one["series"], *one["editions"])}
    for pattern, column in (
        ("dbt/seeds/entities/entities.csv", "entity_code"), ("dbt/seeds/entities/entity_names.csv", "name"),
        ("extractors/series/*/tables.csv", "table_key"),
    ):
        for path in project.glob(pattern):
            with path.open(encoding="utf-8", newline="") as stream:
                words |= {row[column] for row in csv.DictReader(stream)}
    return sorted(words, key=len, reverse=True)


def _code(project: Path) -> dict[Path, str]:
    """Python without its remarks and examples in docstrings; SQL without its remarks."""
    code = {path: ast.unparse(_without_docstrings(ast.parse(path.read_text(encoding="utf-8"))))
            for package in PACKAGES for path in (project / package).rglob("*.py")}
    for folder in ("models", "macros", "tests"):
        for path in (project / "dbt" / folder).rglob("*.sql"):
            code[path] = re.sub(r"--.*|\{#.*?#\}", "", path.read_text(encoding="utf-8"))
    return code


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                kept = [one for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
                setattr(node, name, kept or ([ast.Pass()] if name == "body" else []))
    return tree


@pytest.mark.parametrize("package", PACKAGES)
def test_only_settings_read_the_environment(project: Path, package: str) -> None:
    readers = {path.relative_to(project).as_posix() for path in (project / package).rglob("*.py")
               if re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8"))}
    assert readers <= {"flows/settings.py"}
