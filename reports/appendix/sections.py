"""The sections of an appendix in their order; a section without rows is left out."""

from __future__ import annotations

from reports.appendix.bodies import Appendix
from reports.appendix.gains import gap_section, next_section, scenario_section, sensitivity_section
from reports.appendix.parts import Section, Speaker
from reports.appendix.plans import target_section, task_section
from reports.appendix.positions import finding_section, position_section, positions_of
from reports.appendix.ranks import rank_section
from reports.appendix.sources import Pages, source_section
from reports.catalogue import Catalogue
from reports.editions import Edition


def sections_of(catalogue: Catalogue, edition: Edition, appendix: Appendix) -> tuple[Section, ...]:
    """From ranks over the years to the sources of all figures."""
    speaker = Speaker(catalogue)
    block = next((block for block in edition.blocks if block.entity_type == appendix.entity_type), None)
    positions = positions_of(appendix, block)
    found = (
        rank_section(speaker, appendix), position_section(speaker, appendix, positions),
        finding_section(speaker, appendix, positions), gap_section(speaker, appendix),
        scenario_section(speaker, appendix), next_section(speaker, appendix),
        target_section(speaker, appendix), task_section(speaker, appendix), sensitivity_section(speaker, appendix),
        source_section(speaker, appendix, Pages(edition.rows), edition.rows["sources"]))
    return tuple(section for section in found if section)
