"""A made-up manifest with many posts and small pictures, for the tests of the pages."""

import dataclasses
import datetime as dt
import hashlib

from PIL import Image, ImageDraw

from generator.codes import Pillar
from generator.home import Home
from generator.platforms import chosen_placements, load_placements
from generator.records import (
    Asset,
    Caption,
    CheckResult,
    Figure,
    FurtherText,
    Insight,
    IsoWeek,
    Manifest,
    Message,
    Period,
    Place,
    Post,
    Slot,
)

WEEK = IsoWeek(2026, 48)
PERIOD = Period(dt.date(2024, 11, 16), dt.date(2026, 11, 15))
HEADLINES = (
    ("jam-rawan", "hours", "Pukul 18.00–22.00 WIB, jalan paling rawan"),
    ("pasar-lama", "hotspot_place", "Jalan Pasar Lama perlu mata ekstra"),
    ("tabrak-belakang", "collision_type", "4 dari 10 tabrakan terjadi dari belakang"),
    ("rekap", "four_week_change", "Empat pekan terakhir relatif stabil"),
    ("helm", "road_user", "Pengendara motor paling sering terluka"),
)
BODY = (
    "Sobat Lantas, data Cakrasari menunjukkan satu pola yang jelas pekan ini: {headline}.\n\n"
    "Jaga jarak tiga detik dari kendaraan di depan. Bila hujan, tambah menjadi lima detik, nyalakan lampu, "
    "dan kurangi kecepatan sebelum tikungan.\n\n"
    "Ajak satu orang di rumah melakukan hal yang sama hari ini."
)
COLOURS = ("#0b5a8f", "#f2b233", "#16212c", "#1a6a3c", "#efe9dc")


def make_manifest(folder, posts=45, note="", *, is_sample=True):
    """A manifest with `posts` posts over the nine usual placements; `note` is put into every text."""
    placements = chosen_placements(load_placements(Home()), ())
    messages = tuple(_message(*row, note) for row in HEADLINES)
    made = []
    for number in range(posts):
        placement = placements[number % len(placements)]
        made.append(_post(folder, number, placement, messages[number // len(placements) % 5], note))
    return Manifest(
        campaign="contoh",
        polres="Polres Cakrasari",
        unit=f"Satlantas Polres Cakrasari{note}",
        week=str(WEEK),
        zone="Asia/Jakarta",
        zone_label="WIB",
        language="id",
        is_sample=is_sample,
        period=PERIOD,
        data_until=PERIOD.end,
        accidents=1128,
        inputs=(),
        parameters={"observation_months": 24},
        ledger_digest="0" * 64,
        insights=tuple(_insight(m) for m in messages),
        messages=messages,
        posts=tuple(made),
        masters=(),
        warnings=(
            f"Batas platform X terakhir diperiksa 200 hari lalu.{note}",
            "Data berakhir 15 November 2026.",
        ),
        empty_slots=(("2026-W48-x-post_landscape-rab0630-1", f"tidak ada pesan yang cocok{note}"),),
    )


def _message(name, kind, headline, note):
    figure = Figure(0.41, "share", "evidence:e1", n=512, low=0.36, high=0.46)
    return Message(
        id=name,
        insight_id=f"insight-{name}",
        kind=kind,
        pillar=Pillar.EDUCATION,
        language="id",
        theme="jarak",
        target_group="pengendara motor",
        tip_id="jarak-3-detik",
        tip_family="jarak-aman",
        headline=headline + note,
        highlight="",
        body=BODY.format(headline=headline),
        tip_title="Jaga jarak tiga detik",
        tip="Hitung tiga detik.",
        tip_short="Tiga detik.",
        call_to_action="Ajak satu orang.",
        source_line="Data kecelakaan, n = 1.128",
        alt_text=f"Grafik jam: {headline}.",
        hashtags=("#CakrasariTertib", "#JagaJarak"),
        figures={
            "window_accidents": Figure(462, "accidents", "evidence:e1", n=1128),
            "window_share": figure,
            "window_start": Figure(18, "hour", "evidence:e1"),
        },
        evidence=("e1", "e2"),
        why={"need": 0.82, "fit": 0.9, "freshness": 1.0, "calendar": 0.4, "score": 0.74},
        is_sample=True,
    )


def _insight(message):
    return Insight(
        id=message.insight_id,
        kind=message.kind,
        pillar=message.pillar,
        period=PERIOD,
        place=Place("street", "Jalan Pasar Lama", 112.123, -5.123),
        figures=message.figures,
        is_sample=True,
    )


def _post(folder, number, placement, message, note):
    wall = dt.datetime.combine(WEEK.monday, dt.time(6, 0)) + dt.timedelta(hours=3.5 * number % 160)
    wall = wall.replace(hour=6 + wall.hour % 14)
    code = ["sen", "sel", "rab", "kam", "jum", "sab", "min"][wall.weekday()]
    slot_id = f"{WEEK}-{placement.platform}-{placement.name}-{code}{wall:%H%M}-{number}"
    where = f"posts/{placement.platform}/{placement.name}/{wall:%Y-%m-%dT%H%M}-{message.id}"
    text = message.body + note
    caption = Caption(
        text=text if placement.caption_limit else "",
        hashtags=message.hashtags if placement.hashtag_limit else (),
        title=message.headline if placement.title_limit else "",
        count=len(text) if placement.caption_limit else 0,
        limit=placement.caption_limit,
        texts=tuple(
            FurtherText(one.name, one.file, f"{one.name}: {text}", len(text), one.limit)
            for one in placement.texts
        ),
    )
    assets = tuple(
        _asset(folder, f"{where}/{n}.jpg", placement, message, n, note)
        for n in range(1, placement.slides + 1)
    )
    return Post(
        id=slot_id,
        slot=Slot(
            slot_id,
            placement.platform,
            placement.name,
            (wall - dt.timedelta(hours=7)).replace(tzinfo=dt.UTC),
            wall,
            "Asia/Jakarta",
            "WIB",
        ),
        message_id=message.id,
        folder=where,
        caption=caption,
        assets=assets,
        tip_id=message.tip_id,
        tip_family=message.tip_family,
        theme=message.theme,
        content_id=hashlib.sha256(slot_id.encode()).hexdigest(),
    )


def _asset(folder, path, placement, message, number, note):
    """A small stand-in of the picture, in the placement's ratio."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    size = (placement.width // 3, placement.height // 3)
    colour = COLOURS[[row[0] for row in HEADLINES].index(message.id)]
    picture = Image.new("RGB", size, colour)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, size[0] - 20, size[1] - 20), outline="white", width=3)
    draw.text(
        (36, 36),
        f"{placement.id}\n{message.headline}\n{number}",
        fill="#ffffff" if number == 1 else "#ffd166",
    )
    picture.save(file, quality=80)
    data = file.read_bytes()
    return Asset(
        path=path,
        width=placement.width,
        height=placement.height,
        alt_text=f"{message.alt_text} Gambar {number}.{note}",
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        design="ring",
        checks=(
            CheckResult("contrast", is_passed=True, value=7.2, limit=4.5),
            CheckResult("safe_zone", is_passed=True, value=0, limit=0),
        ),
    )


def changed(manifest, **values):
    """The same manifest with some values replaced."""
    return dataclasses.replace(manifest, **values)
