"""The interactive map as one file: folium makes the layers, Leaflet lies inside the page, nothing is fetched.

Text from data reaches the map only as escaped GeoJSON properties (web_map_shapes.feature) or through the page's
template; folium's Popup, Tooltip, Marker and Icon are not used, since their text would run as code.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Any

import folium
from folium.plugins import HeatMap
from folium.utilities import JsCode
from markupsafe import Markup

from generator.calendar_of_year import zone_label
from generator.graphics.web_map_areas import shades_of
from generator.graphics.web_map_search import places
from generator.graphics.web_map_shapes import (
    NAMED,
    area_shapes,
    bounds,
    collection,
    feature,
    outline,
    road_shapes,
)
from generator.graphics.web_map_spots import SpotTeller, stretch_shapes
from generator.home import Home
from generator.webpage import Words, font_css, package_data_uri, package_text, render, seal, write_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.accidents.places.geography import Ground
    from generator.graphics.web_map_areas import Shades
    from generator.graphics.web_map_shapes import Feature
    from generator.records import Hotspot, Survey
    from generator.settings import Campaign

HEAT_HOURS = ("all", "00-06", "06-12", "12-18", "18-24")
_GROUND_PANE = "dasar"
_SPOT_PANE = "rawan"
# places are SVG above the canvas of the roads, which stays in reach of the mouse between them
_SVG_ABOVE: dict[str, Any] = {"pane": _SPOT_PANE, "renderer": JsCode(f'L.svg({{pane: "{_SPOT_PANE}"}})')}
_GRADIENT = {0.3: "#fbd472", 0.55: "#f6a13c", 0.8: "#e4602c", 1.0: "#ad1f1f"}


class _OfflineMap(folium.Map):
    """A folium map that links no script and no style."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium reads a class attribute
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - same


class _OfflineHeat(HeatMap):
    """folium's heat layer without its link."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - same


def write_map(
    survey: Survey, ground: Ground, campaign: Campaign, path: Path, *, edition: str, texts: Mapping[str, str]
) -> Path:
    """The map page of one edition: "public", or "internal" with the watch list and the statistics of each place.

    Everything drawn from `survey` is past the gate; roads and outlines are public base data.
    """
    words = Words(texts)
    zone = zone_label(campaign.zone, dt.datetime.combine(survey.data_until, dt.time(12), dt.UTC))
    teller = SpotTeller(words, zone, edition == "internal")
    shades = shades_of(survey, ground, words)
    chart = _Layers(survey, ground)
    chart.add_ground(ground, shades)
    chart.add_heat(survey)
    chart.add_spots("spots", survey.hotspots, teller)
    if teller.is_internal:
        chart.add_spots("watch", survey.watch, teller)
    html, script = chart.drawn()
    page = render(
        "map.html.j2",
        {
            "t": words,
            "page": _page(survey, ground, campaign, teller, chart.groups),
            "shades": shades,
            "map": Markup(html),  # noqa: S704 - folium's own empty div
            "style": _style(),
            "libraries": _libraries(),
            "script": Markup(script + _own("map.js") + _own("map_search.js")),  # noqa: S704 - folium's JSON, own files
            "script_words": _script_words(words, ground),
            "places": places(ground, survey.hotspots, survey.watch if teller.is_internal else ()),
        },
    )
    return write_page(seal(page), path)


class _Layers:
    """The folium map under construction; `groups` names the JavaScript variables of each group of layers."""

    def __init__(self, survey: Survey, ground: Ground) -> None:
        self.map = _OfflineMap(
            tiles=None, zoom_control=False, prefer_canvas=True, zoom_snap=0.5, max_zoom=18, min_zoom=5
        )
        self.groups: dict[str, list[str]] = {}
        for name, z_index in ((_GROUND_PANE, 300), (_SPOT_PANE, 450)):
            folium.map.CustomPane(name, z_index=z_index, pointer_events=True).add_to(self.map)
        self.map.fit_bounds(bounds(survey, ground), padding=(20, 20))

    def add_ground(self, ground: Ground, shades: Shades) -> None:
        """Kecamatan with their shades (or the bare land), roads from narrow to wide, outline."""
        border = [] if ground.boundary is None else [feature(outline(ground.boundary, ground))]
        if ground.areas is None:
            self._add("land", border, interactive=False)
        labels = folium.GeoJsonTooltip(
            ["name"], labels=False, permanent=True, sticky=False, direction="center", class_name="area-name"
        )
        self._add("areas", area_shapes(ground, shades.steps_of), tooltip=labels, interactive=False)
        for road_class, shapes in road_shapes(ground).items():
            named = [one for one in shapes if one["properties"].get("name")]
            self._add(f"road_{road_class}", [one for one in shapes if one not in named], interactive=False)
            if road_class in NAMED:
                tooltip = folium.GeoJsonTooltip(["name"], labels=False, class_name="road-name")
                self._add(f"road_{road_class}", named, tooltip=tooltip)
        self._add("boundary", border, interactive=False)

    def add_heat(self, survey: Survey) -> None:
        """One heat layer a slice of the day; the page switches between them."""
        for hours in HEAT_HOURS:
            cells = [
                [round(cell.lat, 3), round(cell.lon, 3), round(math.sqrt(cell.accidents), 2)]
                for cell in survey.heat
                if cell.hours == hours
            ]
            if cells:
                layer = _OfflineHeat(  # type: ignore[no-untyped-call] # folium's plug-ins have no types
                    cells, show=False, radius=20, blur=18, min_opacity=0.42, gradient=_GRADIENT
                )
                self._keep(f"heat_{hours}", layer)

    def add_spots(self, group: str, spots: Sequence[Hotspot], teller: SpotTeller) -> None:
        """Stretches, and circles that carry their rank and open a table."""
        self._add(group, stretch_shapes(spots), pane=_SPOT_PANE, interactive=False)
        shapes = teller.marks(spots)
        if not shapes:
            return
        circle = folium.CircleMarker(radius=13)
        circle.options |= _SVG_ABOVE  # folium drops these two from a circle's arguments
        fields = [name for name in shapes[0]["properties"] if name != "rank"]
        self._add(
            f"{group}_marks",
            shapes,
            pane=_SPOT_PANE,
            marker=circle,
            popup=folium.GeoJsonPopup(fields, labels=False, localize=False, max_width=280, offset=[0, -10]),
            tooltip=folium.GeoJsonTooltip(
                ["rank"],
                labels=False,
                permanent=True,
                sticky=False,
                direction="center",
                class_name=f"rank rank-{group}",
            ),
        )

    def _add(self, group: str, features: list[Feature], pane: str = _GROUND_PANE, **options: Any) -> None:
        if not features:
            return
        options |= _SVG_ABOVE if pane == _SPOT_PANE else {"pane": pane}
        self._keep(group, folium.GeoJson(collection(features), smooth_factor=0.8, **options))

    def _keep(self, group: str, layer: Any) -> None:
        layer.add_to(self.map)
        self.groups.setdefault(group, []).append(layer.get_name())

    def drawn(self) -> tuple[str, str]:
        """The map's own HTML and script, ending in a list of its layers, with ids by first appearance."""
        figure: Any = self.map.get_root()
        for child in list(figure._children.values()):  # noqa: SLF001 - as branca's Figure.render does it
            child.render()
        groups = ", ".join(f'"{name}": [{", ".join(layers)}]' for name, layers in self.groups.items())
        script = (
            f"{figure.script.render()}\nconst drawn = {{map: {self.map.get_name()}, groups: {{{groups}}}}};\n"
        )
        return _renumbered(figure.html.render(), script)


def _renumbered(html: str, script: str) -> tuple[str, str]:
    """Random ids of folium replaced by numbers, so that the same week gives the same bytes."""
    seen: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        return seen.setdefault(match[0], f"_{len(seen) + 1}")

    pattern = re.compile(r"(?<=[a-z])_[0-9a-f]{32}(?![0-9a-f])")
    return pattern.sub(number, html), pattern.sub(number, script)


def _page(
    survey: Survey,
    ground: Ground,
    campaign: Campaign,
    teller: SpotTeller,
    groups: Mapping[str, list[str]],
) -> dict[str, Any]:
    words = teller.words
    located = words.number(survey.located)
    return {
        "language": campaign.polres.language,
        "unit": campaign.unit,
        "title": words("map_title", district=campaign.polres.district),
        "line": words(
            "map_line", span=words.span(survey.period), n=words.number(survey.accidents), located=located
        ),
        "is_sample": survey.is_sample,
        "is_internal": teller.is_internal,
        "is_stale": survey.is_stale,
        "zone": teller.zone_label,
        "spots": teller.rows(survey.hotspots),
        "spots_period": words.span(survey.hotspots[0].period) if survey.hotspots else "",
        "watch": teller.rows(survey.watch) if teller.is_internal else [],
        "heat": [hours for hours in HEAT_HOURS if f"heat_{hours}" in groups],
        "layers": [
            name for name in ("areas", "spots", "watch") if name in groups or f"{name}_marks" in groups
        ],
        "roads": [name for name in reversed(list(groups)) if name.startswith("road_")],
        "credit": ground.credit,
    }


def _script_words(words: Words, ground: Ground) -> dict[str, Any]:
    keys = ("map_zoom_in", "map_zoom_out", "map_close", "map_name", "map_found_none")
    kinds = [words(f"map_found_{kind}") for kind in ("spot", "watch", "area", "road")]
    return {key.removeprefix("map_"): words(key) for key in keys} | {"credit": ground.credit, "kinds": kinds}


def _style() -> Markup:
    """Leaflet's style with its pictures inside, then ours."""

    def inside(match: re.Match[str]) -> str:
        return f"url({package_data_uri('xstatic-leaflet', match[1], 'image/png')})"

    leaflet = re.sub(r"url\((images/[\w-]+\.png)\)", inside, package_text("xstatic-leaflet", "leaflet.css"))
    return Markup(font_css() + leaflet + _own("pages.css") + _own("map.css"))  # noqa: S704 - files, no data


def _libraries() -> list[Markup]:
    """Leaflet and the heat layer, without the address of a source map that a browser would look for."""
    scripts = (package_text("xstatic-leaflet", "leaflet.js"), package_text("folium", "leaflet_heat.min.js"))
    return [Markup(re.sub(r"//# sourceMappingURL=\S+", "", text)) for text in scripts]  # noqa: S704 - same


def _own(name: str) -> str:
    return (Home().templates / "pages" / name).read_text(encoding="utf-8")
