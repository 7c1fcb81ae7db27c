"""Documents that mean harm: small on disk, large in memory or endless in time. Made here, never kept."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl

PROJECT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120
_READ = """
import json, resource, sys
from pathlib import Path
from extractors import limits
from extractors.any_tables import any_tables
from extractors.errors import DataError
from extractors.guard import end_idle
limits.use(limits.Limits(**json.loads(sys.argv[2])))
told = {}
try:
    told["tables"] = len(any_tables(Path(sys.argv[1])))
except DataError as error:
    told["problems"] = [problem.as_dict() for problem in error.problems]
end_idle()
told["seconds"] = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
for name, who in (("own", resource.RUSAGE_SELF), ("child", resource.RUSAGE_CHILDREN)):
    told[name] = resource.getrusage(who).ru_maxrss // (1 if sys.platform != "darwin" else 1024) // 1024
status = Path("/proc/self/status")
if status.exists():  # a program begins with the peak of whoever started it; this one is its own
    told["own"] = int(next(line.split()[1] for line in status.open() if line.startswith("VmHWM"))) // 1024
print(json.dumps(told))
"""


STRINGS = (b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
           b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml" />')


@dataclass(frozen=True)
class Told:
    """What came of reading: the problems' fields, processor time in seconds, peak megabytes of both processes."""

    problems: list[dict[str, object]]
    tables: int
    seconds: float
    own: int
    child: int


def read_apart(path: Path, **limits: int) -> Told:
    """Read a document in a fresh interpreter, whose children nobody else has."""
    done = subprocess.run([sys.executable, "-c", _READ, str(path), json.dumps(limits)], cwd=PROJECT,
                          capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE_SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return Told(told.get("problems", []), told.get("tables", 0), told["seconds"], told["own"], told["child"])


def workbook(path: Path, parts: Mapping[str, bytes | Iterable[bytes]]) -> Path:
    """A workbook of one sheet, with these parts instead of its own or beside them."""
    plain = path.with_name("plain.xlsx")
    book = openpyxl.Workbook()
    book.active.append(["Đơn vị", "Điểm"])
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                declared = STRINGS if "xl/sharedStrings.xml" in parts else b""
                target.writestr(name, source.read(name).replace(b"</Types>", declared + b"</Types>"))
        for name, content in parts.items():
            with target.open(name, "w", force_zip64=True) as stream:
                for piece in [content] if isinstance(content, bytes) else content:
                    stream.write(piece)
    plain.unlink()
    return path


def sheet(rows: Iterable[bytes]) -> Iterable[bytes]:
    """The XML of a sheet with these rows."""
    yield b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    yield from rows
    yield b"</sheetData></worksheet>"


def pdf(path: Path, objects: Mapping[int, bytes], root: int = 1, more: bytes = b"") -> Path:
    """A PDF of these objects with a right table of places."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<< /Size %d /Root %d 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, root, more, start)
    path.write_bytes(out)
    return path


def stream(content: bytes, head: bytes = b"") -> bytes:
    """A stream object, packed."""
    packed = zlib.compress(content, 9)
    return packed_stream(packed, head)


def packed_stream(packed: bytes, head: bytes = b"") -> bytes:
    return b"<< /Length %d /Filter /FlateDecode %b>>\nstream\n%b\nendstream" % (len(packed), head, packed)


def zeros(megabytes: int) -> bytes:
    """So many megabytes of blanks, packed a thousandfold without ever being whole in memory."""
    packer = zlib.compressobj(9)
    piece = b" " * (1 << 20)
    return b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %b >> >>"
FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def one_page(path: Path, contents: bytes, resources: bytes = FONT, **others: bytes) -> Path:
    """A PDF of one page: `contents` is its stream object, `others` are further objects (`n5=…`)."""
    return pdf(path, {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                      3: PAGE % resources, 4: contents,
                      **{int(name[1:]): content for name, content in others.items()}})
