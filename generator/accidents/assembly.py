"""From gathered text to the columns of the table: reading, repairing, leaving out, putting in order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.cells.raw import ReadSettings
from generator.accidents.days.when import DateQuestion, instants, read_days, read_when
from generator.accidents.facts.casualty_totals import kinds_killed
from generator.accidents.facts.coded import read_codes
from generator.accidents.facts.narrative import fill_from_narrative
from generator.accidents.facts.people import read_ages, read_casualties, read_money
from generator.accidents.facts.plain_columns import read_speed_limit, read_stamp
from generator.accidents.facts.severity import judge_severity, told_labels
from generator.accidents.facts.users import complete_collision, read_hit_and_run, read_users
from generator.accidents.matching.join import (
    Reading,
    attach,
    fill_places,
    own_codes,
    read_related,
    sums_of,
    without_missing,
)
from generator.accidents.matching.join_keys import Keyed
from generator.accidents.matching.persons import dated_by_number
from generator.accidents.matching.rows_of_table import choose_rows
from generator.accidents.places.area_join import area_names
from generator.accidents.places.points import read_points
from generator.accidents.places.world import whole_country_of
from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.table import points_of
from generator.accidents.texts import stripped
from generator.accidents.wall.public_names import PublicNames, read_districts_in_places
from generator.accidents.wall.set_aside import NothingUsableError, rows_aside
from generator.codes import Severity

if TYPE_CHECKING:
    from concurrent.futures import Future

    from generator.accidents.cells.files import SourceFile
    from generator.accidents.notes import Notes
    from generator.accidents.places.district import District
    from generator.accidents.sheets.gather import Gathered
    from generator.settings import Campaign


def settings_of(campaign: Campaign) -> ReadSettings:
    """How the files of a campaign are to be read."""
    data = campaign.data
    return ReadSettings(data.sheet, data.delimiter, data.encoding, campaign.polres.zone)


@dataclass(frozen=True, slots=True)
class Assembly:
    """One intake under way: the campaign, its district, the notes so far, the headings of keys."""

    campaign: Campaign
    district: District | None
    notes: Notes
    keys: tuple[str, ...]

    def columns_of(
        self, gathered: Gathered, related: list[list[SourceFile]]
    ) -> tuple[dict[str, pd.Series], pd.DataFrame]:
        """Every column of the table in its final order, and the rows that are not in it (with reason)."""
        with ThreadPoolExecutor(max_workers=1) as beside:
            beside.submit(whole_country_of, self.campaign.polres.zone)  # positions will ask for it
            frame, when, aside, victims = self._rows_of(gathered)
            made = self._made(frame, when, related, victims, beside)
        order = _order(made, frame)
        del frame, when  # the text is large, and what may be kept of it is made
        columns = {name: pd.Series(values.array.take(order)) for name, values in made.items()}
        columns["point"] = points_of(columns.pop("point_lon"), columns.pop("point_lat"))
        columns["id"] = pd.Series(np.arange(1, len(order) + 1))
        return columns, aside

    def _rows_of(
        self, gathered: Gathered
    ) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame | None]:
        """Text and time of the rows that are kept, the rows that are not (with reason), and the sums of victims."""
        frame = dated_by_number(without_missing(gathered.frame, frozenset(self.campaign.data.missing)))
        question = DateQuestion(self.campaign.data.date_order, _heading_of_days(gathered), self.campaign.zone)
        when = read_when(frame, question, self.notes)
        chosen = choose_rows(frame, when, self.campaign.data.codes, self.notes)
        aside = rows_aside(frame, chosen.reasons)
        is_kept = chosen.reasons == ""
        if not is_kept.any():
            raise NothingUsableError(aside)
        return chosen.frame[is_kept.loc[chosen.frame.index]], when[is_kept], aside, chosen.sums

    def _made(
        self,
        frame: pd.DataFrame,
        when: pd.DataFrame,
        related: list[list[SourceFile]],
        victims: pd.DataFrame | None,
        beside: ThreadPoolExecutor,
    ) -> dict[str, pd.Series]:
        """Every column of the table, in the order of the file; positions are worked out beside everything else."""
        frame, sums = self._joined(frame, when, related)
        places = beside.submit(
            read_points,
            frame,
            self.campaign.data.crs,
            self.district,
            self.notes,
            zone=self.campaign.polres.zone,
        )
        return {
            **self._facts(frame, [*sums, *([] if victims is None else [victims])]),
            **self._when_columns(frame, when),
            **self._place_columns(frame, places, when["day"]),
        }

    def _facts(self, frame: pd.DataFrame, sums: list[pd.DataFrame]) -> dict[str, pd.Series]:
        """What happened to whom; `sums` are those of related tables and of victims, by the row of their accident."""
        data, notes = self.campaign.data, self.notes
        codes = own_codes(data.codes, data.join)
        counts = read_casualties(frame, notes)
        coded = pd.DataFrame(read_codes(frame, codes, notes), index=frame.index)
        users, ages = read_users(frame, codes.get("vehicles", {})), read_ages(frame, notes)
        facts = pd.concat([coded, counts, users, ages], axis=1)
        for one in sums:
            attach(facts, one, notes)
        counts = facts[list(counts.columns)].copy()
        labels = told_labels(frame, codes.get("severity", {}), counts, notes)
        severity = judge_severity(counts, labels, notes, kinds_killed(frame, counts, notes))
        facts[list(counts.columns)] = counts
        facts["hit_and_run"] = read_hit_and_run(frame)
        fill_from_narrative(facts, frame, notes)
        facts["collision_type"] = complete_collision(facts["collision_type"], facts)
        return {
            **{str(name): facts[name] for name in facts.columns},
            "severity": severity,
            "damage_only": severity.eq(Severity.DAMAGE).astype("boolean").mask(severity == Severity.UNKNOWN),
            "speed_limit_kmh": read_speed_limit(frame),
            "loss_rp": read_money(frame, notes),
            "is_sample": read_stamp(frame),
        }

    def _joined(
        self, frame: pd.DataFrame, when: pd.DataFrame, related: list[list[SourceFile]]
    ) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
        """The text of the accidents with that of tables of places, and the sums of the other related tables."""
        data, notes = self.campaign.data, self.notes
        reading = Reading(settings_of(self.campaign), frozenset(data.missing), data.date_order, notes)
        years = when["day"].dt.year.astype("Int64")
        sums = []
        for join, sources in zip(data.join, related, strict=True):
            texts = frame[[f"key{self.keys.index(heading)}_" for heading in join.key]]
            found = read_related(join, sources, Keyed(texts, when["day"], years), reading)
            if join.role == "places":
                frame = fill_places(frame, found, notes)
            else:
                sums.append(sums_of(found, notes))
        return frame, sums

    def _when_columns(self, frame: pd.DataFrame, when: pd.DataFrame) -> dict[str, pd.Series]:
        usable = when["time_quality"].isin(["recorded", "approximate"])
        reported = stripped(text_of(frame, "reported_on"))
        return {
            "occurred_on": when["day"],
            "occurred_at": instants(when, self.campaign.zone),
            "hour": (when["minute"] // 60).where(usable).astype("Int16"),
            "time_quality": when["time_quality"].astype("str"),
            "reported_on": read_days(reported, self.campaign.data.date_order)
            if texts_of(frame, "reported_on") else pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]"),
        }  # fmt: skip

    def _place_columns(
        self, frame: pd.DataFrame, coming: Future[pd.DataFrame], days: pd.Series
    ) -> dict[str, pd.Series]:
        roads = self.district.road_names if self.district else frozenset()
        public = PublicNames(
            roads, self.district.area_names if self.district else frozenset(), days, self.notes
        )
        district, village = public.area_names(frame, "district"), public.area_names(frame, "village")
        road_names, places = public.road_names(frame), coming.result()
        if self.district is not None and self.district.areas is not None:
            areas = self.district.areas
            district, village = area_names(areas, places, district, village, self.notes)
            parents = frozenset(areas["parent"]) | frozenset(areas.loc[areas["level"] != "desa", "name"])
            district = district.where(district != "", read_districts_in_places(frame, parents - {""}))
        return {
            "point_lon": places["lon"],
            "point_lat": places["lat"],
            "point_quality": places["quality"].astype("str"),
            "road_name": road_names,
            "district": district,
            "village": village,
        }


def _heading_of_days(gathered: Gathered) -> str:
    """What the file calls the column of days."""
    named = [heading for heading, field, _ in gathered.mapping if field in {"occurred_on", "date_time"}]
    return named[0] if named else "tanggal kejadian"


def _order(made: dict[str, pd.Series], frame: pd.DataFrame) -> np.ndarray:
    """Positions of the rows by date, time, point, severity, source row; what is missing stands last."""
    days, moments = made["occurred_on"].to_numpy(), made["occurred_at"].dt.tz_convert(None).to_numpy()
    severity, _ = pd.factorize(made["severity"], sort=True)
    lon, lat = made["point_lon"].to_numpy(), made["point_lat"].to_numpy()
    rows = [frame[name].to_numpy() for name in ("row_", "sheet_", "file_")]
    order = np.lexsort([moments, days])
    whole = np.column_stack([days.view(np.int64), moments.view(np.int64)])[order]
    as_before = (whole[1:] == whole[:-1]).all(axis=1)
    tied = np.flatnonzero(np.append(as_before, False) | np.insert(as_before, 0, False))
    some = order[tied]  # few: only these need the other keys
    order[tied] = some[np.lexsort([one[some] for one in (*rows, severity, lat, lon, moments, days)])]
    return order
