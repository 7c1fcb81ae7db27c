"""`datapackage.json`: the CSV and Parquet files as a data package, with schema, units, licence and provenance.

Data Package 1, as its own validator knows no later one. Every table is a resource with its schema; its Parquet file
is a resource of bytes, whose schema is in the file. Words of the catalogue are in Vietnamese, `…_en` beside them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from reports.catalogue import LANGUAGES, Catalogue, Words
from reports.csv_files import csv_files
from reports.open_tables import STRING, Field, OpenTable, open_tables
from reports.parquet_files import COMPRESSION, parquet_files
from reports.safe_text import guard
from reports.tables import Row

DATA_PACKAGE = "datapackage.json"
_ABOUT = Path(__file__).with_name("data_package.yml")
_BEGIN_OF = {4: "-01-01", 7: "-01"}
_DICTIONARY = "data_dictionary"

Descriptor = dict[str, Any]


def open_data(catalogue: Catalogue, rows: Mapping[str, Sequence[Row]], issuers: Mapping[str, str]) -> dict[str, bytes]:
    """`csv/`, `parquet/` and `datapackage.json`. `rows`: report code → rows in reading order."""
    tables = open_tables(catalogue, rows)
    files = csv_files(catalogue, rows) | parquet_files(tables)
    return files | {DATA_PACKAGE: data_package(catalogue, tables, files, issuers)}


def data_package(catalogue: Catalogue, tables: Sequence[OpenTable], files: Mapping[str, bytes],
                 issuers: Mapping[str, str]) -> bytes:
    """The descriptor of the CSV and Parquet files among `files`.

    `issuers`: series → who issues it. Everything is told by the data: `created` is the day of the latest publication.
    """
    about = yaml.safe_load(_ABOUT.read_text(encoding="utf-8"))
    resources = [_table(catalogue, table, files) for table in tables]
    resources.append(_dictionary(catalogue, files))
    resources += [_parquet(table, files) for table in tables]
    content = hashlib.sha256("".join(resource["hash"] for resource in resources).encode()).hexdigest()
    publications = next(table.rows for table in tables if table.report.layout == "front")
    package = {
        "profile": "data-package",
        "name": about["name"],
        "languages": list(LANGUAGES),
        **_both("title", Words(**about["title"])),
        **_both("description", Words(**{language: f"{about['description'][language]} {about['csv_note'][language]}"
                                        for language in LANGUAGES})),
        "version": f"{about['version']}+{content[:12]}",
        **_created(publications),
        "keywords": about["keywords"],
        "licenses": about["licenses"],
        **_both("rights", Words(**about["rights"])),
        "contributors": about["contributors"],
        "sources": _sources(catalogue, tables, publications, issuers),
        "resources": resources,
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _both(name: str, words: Words) -> Descriptor:
    return {name: words.vi, f"{name}_en": words.en}


def _created(publications: Sequence[Row]) -> Descriptor:
    days = [str(row["published_on"]) for row in publications if row["published_on"] is not None]
    latest = max((day + _BEGIN_OF.get(len(day), "") for day in days), default="")
    return {"created": f"{latest}T00:00:00Z"} if latest else {}


def _sources(catalogue: Catalogue, tables: Sequence[OpenTable], publications: Sequence[Row],
             issuers: Mapping[str, str]) -> list[Descriptor]:
    """Every document that was read, with its publication, its issuer and its hash."""
    by_edition = {row["edition_code"]: row for row in publications}
    documents = next((table.rows for table in tables if table.report.code == "sources"), ())
    found = []
    for row in documents:
        publication = by_edition[row["edition_code"]]
        issuer = issuers.get(str(publication["series_code"]))
        found.append({
            **_both("title", Words(*(f"{publication[f'title_{language}'] or publication['title_vi']} – "
                                     f"{row['file_name']}" for language in LANGUAGES))),
            "edition_code": row["edition_code"], "file_name": row["file_name"],
            **({"issuer": issuer} if issuer else {}),
            "published_on": None if publication["published_on"] is None else str(publication["published_on"]),
            "document_kind": row["document_kind"], "mediatype": row["media_type"], "bytes": row["bytes"],
            "hash": f"sha256:{row['sha256']}"})
    return found


def _file(path: str, files: Mapping[str, bytes]) -> Descriptor:
    content = files[path]
    return {"path": path, "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _csv(path: str, files: Mapping[str, bytes], fields: Sequence[Descriptor]) -> Descriptor:
    return {"profile": "tabular-data-resource", **_file(path, files), "format": "csv", "mediatype": "text/csv",
            "encoding": "utf-8", "schema": {"fields": fields, "missingValues": [""]}}


def _table(catalogue: Catalogue, table: OpenTable, files: Mapping[str, bytes]) -> Descriptor:
    report = table.report
    required = report.key if table.is_key_whole else ()
    resource: Descriptor = {"name": report.code, **_both("title", report.title),
                            **_both("description", report.about),
                            **_csv(f"csv/{report.code}.csv", files,
                                   [_field(catalogue, field, field.key in required) for field in table.fields])}
    if required:
        resource["schema"]["primaryKey"] = list(required)
    elif report.key:  # a key with gaps tells the rows apart, too, but the standard's primary key may have none
        resource["schema"]["uniqueKeys"] = [list(report.key)]
    if report.references:
        resource["schema"]["foreignKeys"] = [
            {"fields": list(keys), "reference": {"resource": code, "fields": list(keys)}}
            for code, keys in report.references.items()]
    return resource | {"rows": len(table.rows)}


def _field(catalogue: Catalogue, field: Field, is_required: bool) -> Descriptor:
    column = field.column
    constraints: Descriptor = {"required": True} if is_required else {}
    told: Descriptor = {"name": column.key, "type": field.kind, **_both("title", column.label),
                        **_both("description", column.description)}
    if field.kind != STRING:
        told["format"] = "default"
    if column.unit:
        told["unit"] = column.unit
    if field.codes:
        constraints["enum"] = [guard(code) for code in field.codes]
        told["categories"] = [{"value": guard(code), **_both("label", catalogue.code(column, code).words)}
                              for code in field.codes]
    return told | ({"constraints": constraints} if constraints else {})


def _dictionary(catalogue: Catalogue, files: Mapping[str, bytes]) -> Descriptor:
    path = f"csv/{_DICTIONARY}.csv"
    header = files[path].decode("utf-8-sig").partition("\r\n")[0].split(",")
    return {"name": _DICTIONARY, **_both("title", catalogue.texts[_DICTIONARY]),
            **_csv(path, files, [{"name": name, "type": STRING} for name in header])}


def _parquet(table: OpenTable, files: Mapping[str, bytes]) -> Descriptor:
    """A file that the package only vouches for: standard and validator know tables in text."""
    code = table.report.code
    return {"name": f"{code}_parquet", "type": "file", "profile": "data-resource",
            **_both("title", table.report.title), **_file(f"parquet/{code}.parquet", files), "format": "parquet",
            "mediatype": "application/vnd.apache.parquet", "codec": COMPRESSION, "table": code}
