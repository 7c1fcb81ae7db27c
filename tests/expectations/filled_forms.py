"""Forms as the truth tells them, in the form of the extractor's hand-over, to be spoilt and checked."""

from __future__ import annotations

import csv
from copy import deepcopy
from typing import Any

from printed_report import TRUTH, Record

from extractors.errors import Problem


class Forms:
    """The records of forms.jsonl, each with its inputs, and what the extractor doubts about them."""

    def __init__(self, edition: str, records: list[Record]) -> None:
        self.edition = edition
        self.records = records
        self.doubts: list[dict[str, Any]] = []

    def form(self, slug: str) -> Record:
        return next(form for form in self.records if form["slug"] == slug)

    def put(self, slug: str, key: str, value: str | None, text: str = "", unit: str = "") -> Record:
        """Fill an input in; its line of form_inputs.jsonl."""
        item: Record = next(item for item in self.form(slug)["inputs"] if item["input"] == key)
        item.update(value=value, text=text or value or "", raw_type="text" if text or value else "empty")
        if unit:
            item["unit"] = unit
        return item

    def put_unreadable(self, slug: str, key: str, text: str) -> None:
        """Fill in what the extractor cannot read, and let it say so."""
        item = self.put(slug, key, None, text)
        self.doubts.append(Problem(
            "form_value_wordy", self.edition, self.form(slug)["file_name"], f"form/{slug}",
            cell_id=item["cell_id"], found=text, expected=item["unit"]).as_dict())

    def give_points(self, slug: str, node: str, points: str) -> None:
        """Let the body give itself points."""
        form = self.form(slug)
        form["inputs"].append({
            "cell_id": f"{self.edition}:{form['form']}:E{len(form['inputs'])}:self_{node}", "form": form["form"],
            "kind": "self_points", "indicator": node, "input": f"self_{node}", "text": points,
            "raw_type": "number", "value": points, "unit": "Điểm", "label_printed": ""})

    def repeat(self, slug: str, file_name: str) -> Record:
        """An earlier form of the same body, which the present one replaces."""
        form = deepcopy(self.form(slug))
        form.update(form=f"form/{slug}.earlier-1", file_name=file_name, status="superseded")
        for item in form["inputs"]:
            item["cell_id"] = item["cell_id"].replace(f"form/{slug}:", f"form/{slug}.earlier-1:")
            item["form"] = form["form"]
        self.records.append(form)
        return form


def forms_of_truth(edition: str) -> list[Record]:
    """Every form with every input, none misspelt, each counted."""
    forms: dict[str, Record] = {}
    with (TRUTH / edition / "forms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = f"form/{row['slug']}"
            form = forms.setdefault(code, {
                "form": code, "entity_code": "dien_bien_" + row["slug"].replace("-", "_"), "slug": row["slug"],
                "name_printed": row["agency_written"], "name": row["agency"], "confidence": "1",
                "file_name": row["file"], "sheet": row["sheet"], "status": "counted", "reason": "", "inputs": []})
            form["inputs"].append({
                "cell_id": f"{edition}:{code}:{row['cell']}:{row['key']}", "form": code, "kind": "input",
                "indicator": row["indicator"], "input": row["key"], "text": row["raw"], "raw_type": row["raw_type"],
                "value": row["value"] or None, "unit": row["unit"], "label_printed": row["key"]})
    return list(forms.values())
