"""Draw a dashboard of Superset: `python dashboard_picture.py ADDRESS USER PASSWORD SLUG FILE.png`.

Runs in Superset's environment, with Playwright on the Chromium of the system. Prints the words on the page.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PATIENCE = 120_000
DRAWN = """() => document.querySelectorAll('[data-test="chart-container"] canvas').length >= 2
    && document.querySelectorAll('[data-test="chart-container"] table tbody tr').length > 0
    && !document.querySelector('[data-test="loading-indicator"], .loading')"""
SETTLE = 4_000  # the bars grow into place
WIDE, HIGH = 1400, 1130


def main(address: str, user: str, password: str, slug: str, file: str) -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        page.goto(f"{address}/login/", timeout=PATIENCE)
        page.wait_for_selector("input#username, input[name=username]", timeout=PATIENCE)
        page.fill("input[name=username], input#username", user)
        page.fill("input[name=password], input#password", password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "login" not in url, timeout=PATIENCE)
        page.goto(f"{address}/superset/dashboard/{slug}/", timeout=PATIENCE)
        page.wait_for_function(DRAWN, timeout=PATIENCE)
        page.wait_for_timeout(SETTLE)
        picture = Image.open(io.BytesIO(page.screenshot()))
        print(page.inner_text("body"))
        browser.close()
    picture.convert("RGB").quantize(64).save(Path(file), optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
