"""The pages of single bodies, one sheet of A4 each, and the list that leads to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reports.addresses import Keys, address, body_path, page_path, ranking_keys, ranking_path
from reports.catalogue import LANGUAGES, Catalogue, Column, Report, Words
from reports.editions import Edition
from reports.page_views import Cell
from reports.profiles import Profile, profiles_of, share_kept
from reports.rankings import name_of
from reports.safe_text import file_name
from reports.site import Page, Site
from reports.tables import Row, Value, shown

_NAMED = 4
Values = Mapping[tuple[Value, Value], Row]


@dataclass(frozen=True)
class Line:
    """A node on a profile: its words, how much of the maximum it has, its figures by column."""

    name: str
    href: str
    parent: str
    share: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Step:
    """What brings a body further: what is needed, and which indicators alone would do."""

    needed: str
    enough: tuple[str, ...]
    is_asked: bool


@dataclass(frozen=True)
class View:
    """A profile in one language."""

    facts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    components: tuple[Line, ...]
    indicators: tuple[Line, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class _Writer:
    """Writes figures of one edition in one language."""

    catalogue: Catalogue
    edition: Edition
    values: Values
    periods: Mapping[str, str]
    keys: Keys
    language: str

    def text(self, key: str, **parts: str) -> str:
        return self.catalogue.texts[key][self.language].format(**parts)

    def figure(self, report: Report, row: Row, key: str) -> str:
        return shown(row, report.column(key), self.catalogue, self.language)


def profile_pages(site: Site, edition: Edition) -> list[tuple[str, bytes]]:
    """A page a body and the list of them; nothing where the edition has no profiles."""
    catalogue = site.catalogue
    report, outlook = catalogue.the("profile"), catalogue.the("outlook")
    profiles = profiles_of(edition.rows[report.code], edition.rows[outlook.code])
    if not profiles:
        return []
    path = page_path(edition, report)
    writers = _writers(site, edition)
    files = list(site.render(
        Page(path, "profiles.html.j2", report.title, edition), report=report,
        blocks=lambda language: [
            (_kind(catalogue, kind)[language], [_index_line(writers[language], one) for one in own])
            for kind, own in groupby(profiles, key=lambda one: one.entity_type)]).items())
    for place, profile in enumerate(profiles):
        near = [profiles[other] for other in (place - 1, place + 1) if 0 <= other < len(profiles)]
        page = Page(body_path(edition, profile.outlook["entity_code"]), "profile.html.j2", profile.name, edition)
        files += site.render(
            page, profile=profile, kind=_kind(catalogue, profile.entity_type), index_path=path,
            near=[(body_path(edition, one.outlook["entity_code"]), one.name) for one in near],
            view=lambda language, profile=profile: _view(writers[language], profile)).items()
    return files


def _writers(site: Site, edition: Edition) -> dict[str, _Writer]:
    values = {(row["indicator_code"], row["entity_code"]): row
              for row in edition.rows[site.catalogue.the("values").code]}
    periods = {str(other.publication["edition_code"]): str(other.publication["period"]) for other in site.editions}
    keys = ranking_keys(edition)
    return {language: _Writer(site.catalogue, edition, values, periods, keys, language) for language in LANGUAGES}


def _kind(catalogue: Catalogue, entity_type: str) -> Words:
    return catalogue.code(catalogue.the("outlook").column("entity_type"), entity_type).words


def _index_line(writer: _Writer, profile: Profile) -> Mapping[str, str | int | Words]:
    """A body in the list: place, name, total, band, and the share of the maximum it has."""
    report = writer.catalogue.the("outlook")
    return {"path": body_path(writer.edition, profile.outlook["entity_code"]), "name": profile.name,
            "rank": _place(writer, profile),
            "share": share_kept(profile.total), "band": _band(writer, profile, "band"),
            "total": writer.figure(report, profile.outlook, "total"),
            "maximum": writer.figure(report, profile.outlook, "maximum")}


def _view(writer: _Writer, profile: Profile) -> View:
    columns = ["value", "points", "points_lost", "leader_points", "median_points"]
    known = (writer.values.get((row["node_code"], row["entity_code"])) for row in profile.indicators)
    has_figures = any(row and (row["raw_value"] is not None or row["option_name_vi"]) for row in known)
    if not has_figures:
        columns.remove("value")
    if profile.has_self_assessment:
        columns.append("self_points")
    targets = [target for target in ("rank", "band") if profile.enough_for(target)]
    # Where only points are printed, nobody reported a figure: nothing is to be said of it.
    tells_status = has_figures or any(row["status"] not in (None, "reported") for row in profile.indicators)
    columns += [*(["enough"] if targets else []), *(["status"] if tells_status else [])]
    steps = (_next_rank(writer, profile), _next_band(writer, profile))
    return View(_facts(writer, profile), tuple(step for step in steps if step),
                tuple(_line(writer, profile, row) for row in profile.components),
                tuple(_line(writer, profile, row) for row in profile.indicators), tuple(columns))


def _facts(writer: _Writer, profile: Profile) -> tuple[tuple[str, str], ...]:
    report, total = writer.catalogue.the("profile"), profile.total
    somebody_told = writer.edition.rows[writer.catalogue.the("self").code]
    told = writer.figure(report, total, "self_points") or writer.text("no_self_assessment")
    band = _band(writer, profile, "band")
    facts = [("total_points", f"{writer.figure(report, total, 'points')} / {writer.figure(report, total, 'maximum')}"),
             ("rank", f"{_place(writer, profile)} / {profile.outlook['entities_ranked']}"),
             *([("band", band)] if band else []),
             ("points_lost", writer.figure(report, total, "points_lost")),
             *([("self_assessed", told)] if somebody_told else [])]
    return tuple((writer.text(key), text) for key, text in facts)


def _place(writer: _Writer, profile: Profile) -> str:
    """The place; from – to where bodies are equal."""
    low, high = profile.outlook["rank_low"], profile.outlook["rank_high"]
    if low is not None and high is not None and low != high:
        return f"{low}–{high}"
    return str(profile.outlook["entity_rank"] or writer.text("none"))


def _band(writer: _Writer, profile: Profile, which: str) -> str:
    row = profile.outlook
    name = row[f"{which}_name_{writer.language}"] or row[f"{which}_name_vi"]
    return str(name or "")


def _next_rank(writer: _Writer, profile: Profile) -> Step | None:
    row, report = profile.outlook, writer.catalogue.the("outlook")
    if row["ahead_entity_code"] is None:
        return Step(writer.text("is_first"), (), False) if row["entity_rank"] == 1 else None
    name = str(row["ahead_entity_name_en"] if writer.language == "en" and row["ahead_entity_name_en"]
               else row["ahead_entity_name_vi"])
    key = "to_pass_equal" if row["points_to_next_rank"] == 0 else "to_pass"
    needed = writer.text(key, name=name, points=writer.figure(report, row, "ahead_points"),
                         needed=_needed(writer, report, row, "points_to_next_rank"))
    return Step(needed, _enough(writer, profile, "rank"), True)


def _next_band(writer: _Writer, profile: Profile) -> Step | None:
    row, report = profile.outlook, writer.catalogue.the("outlook")
    if row["band_code"] is None:
        return None
    if row["next_band_code"] is None:
        return Step(writer.text("is_best_band", band=_band(writer, profile, "band")), (), False)
    needed = writer.text("to_next_band", band=_band(writer, profile, "next_band"),
                         points=writer.figure(report, row, "next_band_from"),
                         needed=_needed(writer, report, row, "points_to_next_band"))
    return Step(needed, _enough(writer, profile, "band"), True)


def _needed(writer: _Writer, report: Report, row: Row, key: str) -> str:
    """Points still needed; what would be shown as nothing is said to be little."""
    value = row[key]
    if isinstance(value, Decimal) and 0 < value < Decimal("0.005"):
        return writer.text("under_a_hundredth")
    return writer.figure(report, row, key)


def _enough(writer: _Writer, profile: Profile, target: str) -> tuple[str, ...]:
    """The first of the indicators that alone would do; the table below marks all of them."""
    report, rows = writer.catalogue.the("profile"), profile.enough_for(target)
    named = [writer.text("could_gain", name=name_of(row, "node")[writer.language],
                         points=writer.figure(report, row, "points_lost")) for row in rows[:_NAMED]]
    more = [writer.text("and_more", count=str(len(rows) - _NAMED))] if len(rows) > _NAMED else []
    return (*named, *more)


def _line(writer: _Writer, profile: Profile, row: Row) -> Line:
    report = writer.catalogue.the("profile")
    name = name_of(row, "node")[writer.language]
    parent = profile.parents.get(str(row["node_code"]))
    cells = {key: Cell(writer.figure(report, row, key), is_number=True)
             for key in ("points_lost", "leader_points", "median_points", "self_points")}
    cells["points"] = Cell(f"{writer.figure(report, row, 'points')} / {writer.figure(report, row, 'maximum')}",
                           is_number=True)
    cells["rank"] = Cell(str(row["entity_rank"] or ""), is_number=True)
    own = writer.values.get((row["node_code"], row["entity_code"]))
    cells["value"] = Cell(_behind(writer, own) if own else "", is_number=True,
                          is_words=bool(own and own["option_name_vi"]))
    cells["enough"] = Cell(", ".join(writer.text(f"enough_{target}") for target in ("rank", "band")
                                     if row[f"is_enough_for_next_{target}"] == "true"))
    cells["status"] = _status(writer, report.column("status"), row, own)
    return Line(name, _page_of(writer, profile, row, is_valued=own is not None),
                parent[writer.language] if parent else "", share_kept(row), cells)


def _page_of(writer: _Writer, profile: Profile, row: Row, is_valued: bool) -> str:
    """The page where the figures of all bodies stand, that of this body in sight; empty where there is none."""
    node, edition = str(row["node_code"]), writer.edition
    key = writer.keys.get((profile.entity_type, node)) or (file_name(node) if is_valued else "")
    slug = edition.directory.slug(row["entity_code"])
    return f"{address(ranking_path(edition, key), writer.language)}#{slug}" if key else ""


def _behind(writer: _Writer, own: Row) -> str:
    """The figure behind the points: the option that earned them; one without a unit is a mark, yes or no."""
    option = own[f"option_name_{writer.language}"] or own["option_name_vi"]
    if option is not None:
        return str(option)
    if own["raw_value"] is None:
        return writer.text("none")
    if not own["unit"] and own["raw_value"] in (0, 1):
        return writer.text("yes" if own["raw_value"] else "no")
    sign = "%" if own["unit"] == "%" else ""
    return writer.figure(writer.catalogue.the("values"), own, "raw_value") + sign


def _status(writer: _Writer, column: Column, row: Row, own: Row | None) -> Cell:
    if row["status"] is None:
        return Cell("")
    code = writer.catalogue.code(column, row["status"])
    detail = ""
    if own and row["status"] == "carried_over" and own["carried_from_edition"]:
        edition = str(own["carried_from_edition"])
        detail = writer.text("carried_from", period=writer.periods.get(edition, edition))
    elif own and row["status"] == "capped" and own["capped_from"] is not None:
        detail = writer.text("capped_from",
                             value=writer.figure(writer.catalogue.the("values"), own, "capped_from"))
    return Cell(code.words[writer.language], tone=code.tone, detail=detail)
