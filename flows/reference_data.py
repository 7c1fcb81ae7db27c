"""Where the data of the project lie that say how documents are read: series, and the seeds of bodies and methods."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from extractors.spec import SERIES_FOLDER
from flows.settings import DBT_PROJECT


@dataclass(frozen=True)
class ReferenceData:
    """`series`: a folder a series; `seeds`: those of dbt."""

    series: Path = SERIES_FOLDER
    seeds: Path = DBT_PROJECT / "seeds"

    @property
    def bodies(self) -> Path:
        return self.seeds / "entities"

    @property
    def framework(self) -> Path:
        return self.seeds / "framework"

    def copied(self, folder: Path) -> ReferenceData:
        """The same data in another folder, to be changed there."""
        copies = ReferenceData(folder / "series", folder / "seeds")
        shutil.copytree(self.series, copies.series)
        shutil.copytree(self.seeds, copies.seeds)
        return copies
