"""From gathered text to the columns of the table: reading, repairing, leaving out, putting in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.area_join import area_names
from generator.accidents.coded import read_area_names, read_codes, read_districts_in_places, read_road_names
from generator.accidents.duplicates import is_usable, report_keys, same_in_everything, superseded
from generator.accidents.gather import text_of, texts_of
from generator.accidents.join import attach, join_key, note_keys, read_related, without_missing
from generator.accidents.people import judge_severity, read_ages, read_casualties, read_labels, read_money
from generator.accidents.points import read_points
from generator.accidents.raw import ReadSettings
from generator.accidents.table import points_of
from generator.accidents.users import complete_collision, read_hit_and_run, read_users
from generator.accidents.values.numbers import parse_count
from generator.accidents.victims import collapse, is_victim_list
from generator.accidents.when import instants, read_days, read_when
from generator.accidents.words import one_by_unique
from generator.codes import Severity
from generator.errors import DataError

if TYPE_CHECKING:
    from generator.accidents.district import District
    from generator.accidents.files import SourceFile
    from generator.accidents.gather import Gathered
    from generator.accidents.notes import Notes
    from generator.settings import Campaign


def settings_of(campaign: Campaign) -> ReadSettings:
    """How the files of a campaign are to be read."""
    return ReadSettings(campaign.data.sheet, campaign.data.delimiter, campaign.data.encoding)


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
        frame = without_missing(gathered.frame, frozenset(self.campaign.data.missing))
        when = read_when(frame, self.campaign.data.date_order, _heading_of_days(gathered), self.notes)
        reasons, victims = self._reasons(frame, when)
        aside = frame.loc[reasons != "", ["file_", "sheet_", "row_"]].assign(reason=reasons[reasons != ""])
        aside = aside[aside["reason"] != "victim"]
        frame, when = frame[reasons == ""], when[reasons == ""]
        if frame.empty:
            raise DataError("data kecelakaan", "tidak ada satu baris pun yang dapat dipakai",
                            "Lihat daftar alasan dengan: python run.py check")  # fmt: skip
        made = self._made(frame, when, related, victims)
        order = _order(made, frame)
        columns = {name: values.loc[order] for name, values in made.items() if not name.startswith("point_l")}
        columns["point"] = points_of(made["point_lon"].loc[order], made["point_lat"].loc[order])
        columns["id"] = pd.Series(np.arange(1, len(order) + 1), index=order)
        return columns, aside

    def _reasons(
        self, frame: pd.DataFrame, when: pd.DataFrame
    ) -> tuple[pd.Series, tuple[pd.Series, pd.DataFrame] | None]:
        """Why a row is no row of the table ("" for the rows that are), and the sums of a list of victims."""
        reasons = when["flag"].where(
            when["day"].isna() | when["flag"].isin(["date_future", "date_too_old"]), ""
        )
        for reason, rows in reasons[reasons != ""].value_counts().items():
            self.notes.add(str(reason), "occurred_on", int(rows), is_set_aside=True)
        good = reasons == ""
        frame, when = frame[good], when[good]
        keys = report_keys(frame, when["day"])
        are_victims = is_victim_list(frame, keys, when["day"])
        if not are_victims and not is_usable(keys, self.notes):
            keys = keys.mask(keys != "", "")
        again = superseded(keys, frame["file_"], self.notes, are_victims=are_victims)
        again |= same_in_everything(frame, when, keys != "", self.notes)
        reasons = reasons.mask(again.reindex(reasons.index, fill_value=False), "duplicate")
        if not are_victims:
            return reasons, None
        further, sums = collapse(frame[~again], keys[~again], self.campaign.data.codes, self.notes)
        return reasons.mask(further.reindex(reasons.index, fill_value=False), "victim"), (keys, sums)

    def _made(
        self,
        frame: pd.DataFrame,
        when: pd.DataFrame,
        related: list[list[SourceFile]],
        victims: tuple[pd.Series, pd.DataFrame] | None,
    ) -> dict[str, pd.Series]:
        """Every column of the table, in the order of the file."""
        data, notes = self.campaign.data, self.notes
        places = read_points(frame, data.crs, self.district, notes, zone=self.campaign.polres.zone)
        counts = read_casualties(frame, notes)
        facts = pd.DataFrame(read_codes(frame, data.codes, notes), index=frame.index)
        facts = (
            facts.join(counts).join(read_users(frame, data.codes.get("vehicles", {}))).join(read_ages(frame))
        )
        for join, sources in zip(data.join, related, strict=True):
            sums = read_related(join, sources, settings_of(self.campaign), frozenset(data.missing), notes)
            key = self._key(frame, join.key)
            note_keys(sums, key, notes)
            attach(facts, sums, key)
        if victims is not None:
            attach(facts, victims[1], victims[0].loc[frame.index])
        counts = facts[list(counts.columns)].copy()
        severity = judge_severity(counts, read_labels(frame, data.codes.get("severity", {})), notes)
        facts[list(counts.columns)] = counts
        facts["collision_type"] = complete_collision(facts["collision_type"], facts)
        return {
            **{str(name): facts[name] for name in facts.columns},
            **self._when_columns(frame, when),
            **self._place_columns(frame, places),
            "severity": severity,
            "damage_only": severity.eq(Severity.DAMAGE).astype("boolean").mask(severity == Severity.UNKNOWN),
            "hit_and_run": read_hit_and_run(frame),
            "speed_limit_kmh": _speed(frame),
            "loss_rp": read_money(frame, notes),
            "is_sample": _stamp(frame),
        }

    def _key(self, frame: pd.DataFrame, headings: tuple[str, ...]) -> pd.Series:
        parts = frame[[f"key{self.keys.index(heading)}_" for heading in headings]]
        return join_key(parts.set_axis([f"key{n}_" for n in range(len(headings))], axis=1), len(headings))

    def _when_columns(self, frame: pd.DataFrame, when: pd.DataFrame) -> dict[str, pd.Series]:
        usable = when["time_quality"].isin(["recorded", "approximate"])
        reported = text_of(frame, "reported_on").str.strip()
        return {
            "occurred_on": when["day"],
            "occurred_at": instants(when, self.campaign.zone),
            "hour": (when["minute"] // 60).where(usable).astype("Int16"),
            "time_quality": when["time_quality"].astype("str"),
            "reported_on": read_days(reported, self.campaign.data.date_order)
            if texts_of(frame, "reported_on") else pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]"),
        }  # fmt: skip

    def _place_columns(self, frame: pd.DataFrame, places: pd.DataFrame) -> dict[str, pd.Series]:
        known = self.district.names if self.district else frozenset()
        district = read_area_names(frame, "district", known, self.notes)
        village = read_area_names(frame, "village", known, self.notes)
        if self.district is not None and self.district.areas is not None:
            areas = self.district.areas
            district, village = area_names(areas, places, district, village, self.notes)
            parents = frozenset(areas["parent"]) | frozenset(areas.loc[areas["level"] != "desa", "name"])
            district = district.where(district != "", read_districts_in_places(frame, parents - {""}))
        return {
            "point_lon": places["lon"],
            "point_lat": places["lat"],
            "point_quality": places["quality"].astype("str"),
            "road_name": read_road_names(frame, known, self.notes),
            "district": district,
            "village": village,
        }


def _heading_of_days(gathered: Gathered) -> str:
    """What the file calls the column of days."""
    named = [heading for heading, field, _ in gathered.mapping if field in {"occurred_on", "date_time"}]
    return named[0] if named else "tanggal kejadian"


def _order(made: dict[str, pd.Series], frame: pd.DataFrame) -> pd.Index:
    """Rows by date, time, point, severity, source row."""
    keys = pd.DataFrame({
        "day": made["occurred_on"], "at": made["occurred_at"], "lon": made["point_lon"], "lat": made["point_lat"],
        "severity": made["severity"], "file": frame["file_"], "sheet": frame["sheet_"], "row": frame["row_"],
    })  # fmt: skip
    return keys.sort_values(list(keys.columns), kind="stable", na_position="last").index


def _speed(frame: pd.DataFrame) -> pd.Series:
    """Speed limit in km/h; a figure above 200 or of 0 is none."""
    read = one_by_unique(text_of(frame, "speed_limit_kmh").str.strip().str.replace(r"(?i)\s*km.*", "", regex=True),
                         lambda text: parse_count(text, most=200).value)  # fmt: skip
    values = read.astype("Float64").astype("Int16")
    return values.mask(values.eq(0))


def _stamp(frame: pd.DataFrame) -> pd.Series:
    """Whether a row carries the stamp of invented data; the stamp follows the data and nothing takes it away."""
    return (
        text_of(frame, "stamp")
        .str.contains(r"(?i)contoh|rekaan|sample|invented|dummy", regex=True)
        .astype("boolean")
    )
