"""From reporting tables to published files: workbooks, documents, open data, pages, manifest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from extractors.spec import issuers
from reports.appendix.documents import appendix_document, appendix_document_file
from reports.appendix.pages import appendix_file
from reports.appendix.sheets import appendix_workbook
from reports.catalogue import DEFAULT_CATALOGUE, load_catalogue
from reports.data_package import open_data
from reports.editions import editions_of
from reports.manifest import Input, Manifest, publish, unchanged
from reports.page_pictures import FOLDER, page_pictures
from reports.pages import html_pages
from reports.places import places_of, wanted_pages
from reports.printed_documents import document_file, printed_document
from reports.printed_sheets import printed_file, printed_workbook
from reports.tables import Row, rows_of, unlabelled_codes
from reports.workbook import same_bytes, workbook


def build_reports(read: Callable[[str], pd.DataFrame], out: Path,
                  catalogue: Path = DEFAULT_CATALOGUE,
                  documents: Mapping[str, Path] = MappingProxyType({})) -> Manifest:
    """Build every report of the catalogue under `out`; the same tables give the same bytes.

    `read`: name of a reporting model → its frame (Decimal for decimals, None for absent). `documents`: sha256 → where
    a document lies; of one that is not at hand there are no pictures. Writes `chiso-<edition>.xlsx`,
    `chiso-<edition>-tables.xlsx` and `.docx` (where tables are published), `appendices/`, `csv/`, `parquet/`,
    `datapackage.json`, `html/` and `manifest.json`. Nothing is written unless all of it could be made.
    Raises ReportError when a table and the catalogue do not fit.
    """
    plan = load_catalogue(catalogue)
    rows: dict[str, list[Row]] = {}
    inputs: list[Input] = []
    unlabelled: set[str] = set()
    for report in plan.reports:
        frame = read(report.model)
        rows[report.code] = rows_of(report, frame, plan)
        unlabelled.update(unlabelled_codes(report, rows[report.code], plan))
        inputs.append(Input(report.model, len(frame), {column.key: column.type for column in report.columns
                                                       if column.key in frame.columns}))
    editions = editions_of(plan, rows)
    files = {f"chiso-{edition.code}.xlsx": workbook(plan, edition) for edition in editions}
    files |= {printed_file(edition): same_bytes(book) for edition in editions
              if (book := printed_workbook(plan, edition))}
    files |= {document_file(edition): document for edition in editions
              if (document := printed_document(plan, edition))}
    for edition in editions:
        for appendix in edition.appendices:
            files[appendix_file(edition, appendix)] = appendix_workbook(plan, edition, appendix)
            files[appendix_document_file(edition, appendix)] = appendix_document(plan, edition, appendix)
    wanted = wanted_pages(rows["source_cells"])
    pictures = page_pictures(wanted, documents, unchanged(out, FOLDER))
    files |= {path: picture.content for path, picture in pictures.items()}
    files |= open_data(plan, rows, issuers()) | html_pages(plan, editions, places_of(rows["source_cells"], pictures))
    return publish(files, out, tuple(inputs), tuple(sorted(unlabelled)), tuple(sorted(wanted.keys() - documents)))
