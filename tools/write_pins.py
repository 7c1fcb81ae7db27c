"""Write every exact version, direct and transitive, into pyproject.toml and constraints.txt.

Names and numbers only: a lock file names the hosts that packages come from, so none is committed.
Run after changing a dependency: `uv lock --upgrade && uv run python tools/write_pins.py`.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(?<=constraint-dependencies = \[\n).*?(?=\]\n# End of the pins)", re.DOTALL)


def locked() -> list[str]:
    """`name==version`, with a marker where the version depends on the machine, from uv's own lock."""
    command = ["uv", "export", "--frozen", "--no-hashes", "--no-annotate", "--no-header", "--all-groups",
               "--all-extras", "--no-emit-project"]
    text = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    return sorted(line.replace(" ;", ";") for line in text.splitlines() if "==" in line)


def main() -> None:
    """Rewrite both places."""
    pins = locked()
    block = "".join(f'    "{pin}",\n' if "'" in pin or '"' not in pin else f"    '{pin}',\n" for pin in pins)
    project = PROJECT / "pyproject.toml"
    project.write_text(BLOCK.sub(lambda _: block, project.read_text(encoding="utf-8")), encoding="utf-8")
    (PROJECT / "constraints.txt").write_text("".join(f"{pin}\n" for pin in pins), encoding="utf-8")


if __name__ == "__main__":
    main()
