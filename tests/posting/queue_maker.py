"""A made-up week for the tests of the queue: files on disk and the manifest that names them."""

import datetime as dt
import hashlib
import json
import time

from generator.codes import Pillar
from generator.home import Home
from generator.posting.store import Store
from generator.records import Asset, Caption, IsoWeek, Manifest, Message, Period, Post, Slot

WEEK = IsoWeek(2026, 48)
MONDAY_7 = dt.datetime(2026, 11, 23, 0, 0, tzinfo=dt.UTC)  # Monday 07.00 WIB
SUNDAY = MONDAY_7 - dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
PLACES = ("instagram/feed_portrait", "x/post_landscape", "whatsapp/status", "facebook/feed_portrait")


def wall(*parts):
    return dt.datetime(*parts)  # noqa: DTZ001 - a time on a wall has no zone


def seconds_of(work):
    """How long a piece of work takes here: what a test kills at random must be timed on the same machine."""
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def sha(content):
    return hashlib.sha256(content).hexdigest()


def message(
    name="jam-rawan", *, pillar=Pillar.EDUCATION, kind="hours", figures=None, headline="Pukul 18.00–22.00 WIB"
):
    return Message(
        id=name, insight_id=f"i-{name}", kind=kind, pillar=pillar, language="id", theme=f"tema-{name}",
        target_group="pengendara", tip_id=f"tip-{name}", tip_family=f"keluarga-{name}", headline=headline, highlight="",
        body="Isi.", tip_title="Tip", tip="Tip.", tip_short="Tip.", call_to_action="Ayo.", source_line="Sumber",
        alt_text="Grafik.", hashtags=(), figures=figures or {},
    )  # fmt: skip


def slots(count, week=WEEK):
    """Slots two hours apart from Monday 07.00 WIB on, over four placements."""
    start = dt.datetime.combine(week.monday, dt.time(7))
    for number in range(count):
        platform, placement = PLACES[number % len(PLACES)].split("/")
        wall = start + dt.timedelta(hours=2 * number)
        day = ["sen", "sel", "rab", "kam", "jum", "sab", "min"][wall.weekday()]
        yield Slot(
            f"{week}-{platform}-{placement}-{day}{wall:%H%M}-1", platform, placement,
            (wall - dt.timedelta(hours=7)).replace(tzinfo=dt.UTC), wall, "Asia/Jakarta", "WIB",
        )  # fmt: skip


def make_week(output, count=4, text="Halo", week=WEEK, campaign="contoh", picture=b"\xff\xd8gambar"):
    """Write the week's folder under output/<campaign>/ and give its manifest; other text, other content."""
    texts = text if callable(text) else lambda number: text
    said = message()
    pack = output / campaign / str(week)
    posts, files = [], {}
    for number, slot in enumerate(slots(count, week)):
        folder = f"posts/{slot.platform}/{slot.placement}/{slot.wall:%Y-%m-%dT%H%M}-{said.id}"
        words = texts(number)
        content = {
            "caption.txt": f"{words}\n".encode(),
            "1.jpg": picture + words.encode(),
            "1.alt.txt": b"Grafik.\n",
        }
        for name, data in content.items():
            path = pack / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            files[f"{folder}/{name}"] = sha(data)
        asset = Asset(f"{folder}/1.jpg", 1080, 1350, "Grafik.", sha(content["1.jpg"]), 10, "ring")
        caption = Caption(words, ("Tertib",), "", len(words), 2200)
        identity = sha(json.dumps([words, asset.sha256, slot.due.isoformat()]).encode())
        posts.append(
            Post(
                slot.id,
                slot,
                said.id,
                folder,
                caption,
                (asset,),
                said.tip_id,
                said.tip_family,
                said.theme,
                identity,
            )
        )
    return Manifest(
        campaign=campaign, polres="Polres Cakrasari", unit="Satlantas Polres Cakrasari", week=str(week),
        zone="Asia/Jakarta", zone_label="WIB", language="id", is_sample=True,
        period=Period(dt.date(2024, 11, 16), dt.date(2026, 11, 15)), data_until=dt.date(2026, 11, 15), accidents=1128,
        inputs=(), parameters={}, ledger_digest="0" * 64, insights=(), messages=(said,), posts=tuple(posts),
        masters=(), warnings=(), empty_slots=(), files=files,
    )  # fmt: skip


def open_store(output, campaign="contoh"):
    return Store(Home(output_root=output).ledger(campaign) / "queue.sqlite", system_user="penguji")


def outbox(output, campaign="contoh"):
    """Slot ids of the folders that staff would see."""
    return sorted(p.name for p in (output / campaign / "siap").glob("*/*") if not p.name.startswith("."))
