"""Write docs/messages.md and docs/messages.vi.md: every message about a document, and what to do about it.

Run after changing extractors/messages.yml: `uv run python tools/write_messages.py`.
"""

from __future__ import annotations

import re
from pathlib import Path

from extractors.errors import messages

PROJECT = Path(__file__).resolve().parents[1]
HEADS = {
    "en": ("messages.md", "Messages about documents, and what to do", "message", "what to do",
           "Written from `extractors/messages.yml` by `tools/write_messages.py`. What stands in ‹angles› is filled in; "
           "each message also says edition, file, table, page, what was found and what was expected. "
           "Messages about the machine, the warehouse and Prefect are in [the runbook](runbook.md)."),
    "vi": ("messages.vi.md", "Các thông báo về tài liệu, và cách xử lý", "thông báo", "cách xử lý",
           "Lập từ `extractors/messages.yml` bằng `tools/write_messages.py`. Phần trong ‹ngoặc nhọn› được điền sau; "
           "mỗi thông báo còn nêu kỳ công bố, tệp, bảng, trang, điều đã thấy và điều cần có. "
           "Thông báo về máy, kho dữ liệu và Prefect ở [sổ tay vận hành](runbook.vi.md)."),
}


def page(language: str) -> str:
    """The list in one language, by the codes of the messages."""
    _, title, message, todo, about = HEADS[language]
    lines = [f"# {title}", "", about, "", f"| | {message} | {todo} |", "|---|---|---|"]
    lines += [f"| `{code}` | {_shown(wording['what'][language])} | {_shown(wording['do'][language])} |"
              for code, wording in sorted(messages().items())]
    return "\n".join(lines) + "\n"


def _shown(text: str) -> str:
    """Places to be filled in as ‹name›; of a word for one or several, both."""
    text = re.sub(r"\{\w+:([^{}|]*)\|([^{}]*)\}", r"\1/\2", text)
    text = re.sub(r"\{(\w+)[^{}]*\}", r"‹\1›", text)
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    """Rewrite both pages."""
    for language, (name, *_) in HEADS.items():
        (PROJECT / "docs" / name).write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
