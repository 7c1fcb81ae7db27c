"""A zip of the same bytes whenever it is made: office programs put the hour of saving into it."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

EPOCH = datetime.datetime(2000, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def fixed_zip(written: bytes) -> bytes:
    """The same entries, in one order and of one hour."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            content = source.read(entry)
            if entry == _CORE:
                content = _MODIFIED.sub(rb"\g<1>" + EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            info = zipfile.ZipInfo(entry, _ZIP_EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(info, content)
    return fixed.getvalue()
