"""How Sphinx makes a site of these pages: `uv run sphinx-build -W docs build/docs`. Nothing in it is fetched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

project = "chiso"
html_title = "chiso"
author = "chiso"
extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["_templates", "_static"]
templates_path = ["_templates"]
html_theme = "furo"
html_theme_options = {"top_of_page_buttons": []}
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
highlight_language = "none"
html_use_index = False

EXPECTED = ("open-data", "data-changelog.vi", "data-changelog", "bi")
"""Pages that the list of contents may name before they are there."""


def leave_out_what_is_not_there(app: Sphinx, page: str, source: list[str]) -> None:
    """An expected page without a file is no entry of the contents; a file outside docs/ is named, not linked to."""
    for name in EXPECTED:
        if page == app.config.root_doc and not Path(app.srcdir, f"{name}.md").exists():
            source[0] = source[0].replace(f"\n{name}\n", "\n")
    source[0] = re.sub(r"\[`?([^\]`]+)`?\]\(\.\./([^)#]+)[^)]*\)",
                       lambda link: f"`{link[2]}`" if link[1] in link[2] else f"{link[1]} (`{link[2]}`)", source[0])


def say_its_language(_: Sphinx, page: str, __: str, context: dict[str, Any], ___: object) -> None:
    """Readers aloud need to know that a page is in Vietnamese."""
    context["language"] = "vi" if page.endswith(".vi") else "en"


def setup(app: Sphinx) -> None:
    """Sphinx calls this."""
    app.connect("source-read", leave_out_what_is_not_there)
    app.connect("html-page-context", say_its_language)
