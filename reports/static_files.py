"""Styles and scripts of the pages: libraries as their makers publish them, and what is ours, in both languages."""

from __future__ import annotations

from pathlib import Path

from reports.addresses import page_file
from reports.catalogue import LANGUAGES
from reports.site import TEMPLATES, Site

VENDOR = Path(__file__).with_name("vendor")
_SERVED = (".css", ".js")


def static_files(site: Site) -> dict[str, bytes]:
    """`html/static/…`: libraries, the style sheet, and a script a language that makes tables sortable."""
    files = {f"html/static/{path.name}": path.read_bytes() for path in sorted(VENDOR.iterdir())
             if path.suffix in _SERVED}
    files["html/static/site.css"] = b"".join((TEMPLATES / name).read_bytes() for name in ("site.css", "picture.css"))
    for language in LANGUAGES:
        script = site.templates.get_template("tables.js.j2").render(
            t={key: words[language] for key, words in site.catalogue.texts.items()}, language=language)
        files[f"html/static/{page_file(language).replace('index', 'tables').replace('.html', '.js')}"] = script.encode()
    return files
