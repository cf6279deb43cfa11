"""The samples in the shortest and the longest plausible words, and with none, one or many items in their lists."""

import dataclasses
import datetime as dt
import re

from generator.records import Asset, Caption, CheckResult, Post, Slot
from tests.graphics import samples

_ITEM = re.compile(r"(place|place_note|place_count|label|value|rate|done|fact|step)_\d+")
MANY, MOST_PLACES = 12, 5  # rows of a diagram or table; places of a ranking
LONG_WORDS = {
    "unit": "Satlantas Polres Kepulauan Siau Tagulandang Biaro",
    "data_note": "24 bulan s.d. 15 November 2026, n = 11.128 kecelakaan",
    "place_area": "Kecamatan Siau Barat Selatan",
}
LEFT_OUT = {"stamp", "handle", "unit_line", "tag", "credit", "place_area"}


def long(pair):
    message, insight = pair
    words = dict(message.words) | {key: text for key, text in LONG_WORDS.items() if key in message.words}
    if "big_caption" in words:
        words["big_caption"] += " di seluruh wilayah"
    return dataclasses.replace(
        message,
        headline="Pertanggungjawaban keselamatan berkendara di persimpangan ini",
        highlight="keselamatan berkendara",
        tip_title="Bergantian mengemudi sebelum kelelahan itu",
        tip="Beri jalan kepada pejalan kaki yang menyeberang, pastikan mata bertemu, dan turunkan kecepatan. Beri jalan kepada pejalan kaki yang menyeberang sampai selesai.",
        tip_short="Beri jalan, pastikan mata bertemu, turunkan laju sedini ini.",
        words=words,
    ), insight


def short(pair):
    message, insight = pair
    return dataclasses.replace(
        message,
        headline="Pelan",
        highlight="",
        tip_title="Pelan",
        tip="Pelan saja.",
        tip_short="Pelan.",
        call_to_action="",
        words={key: text for key, text in message.words.items() if key not in LEFT_OUT},
    ), insight


def with_items(pair, count):
    """As many rows, places and facts as `count`, the same ones again when there are not so many."""
    message, insight = pair
    lists = {}
    for key, text in message.words.items():
        if _ITEM.fullmatch(key):
            lists.setdefault(key.rpartition("_")[0], []).append(text)
    words = {key: text for key, text in message.words.items() if not _ITEM.fullmatch(key)}
    for stem, texts in lists.items():
        most = min(count, MOST_PLACES) if stem.startswith("place") else count
        words |= {f"{stem}_{n + 1}": texts[n % len(texts)] for n in range(most)}
    labels = insight.codes.get("labels", "")
    sign = "|" if "|" in labels else ","
    codes = dict(insight.codes) | ({"labels": sign.join(_again(labels.split(sign), count))} if labels else {})
    return dataclasses.replace(message, words=words), dataclasses.replace(
        insight,
        codes=codes,
        series={
            name: _again(values, count) if name in {"counts", "rates"} else values
            for name, values in insight.series.items()
        },
        hotspots=tuple(
            dataclasses.replace(spot, rank=n + 1)
            for n, spot in enumerate(_again(insight.hotspots, min(count, MOST_PLACES)))
        ),
    )


def none(pair):
    return with_items(pair, 0)


def one(pair):
    return with_items(pair, 1)


def many(pair):
    return with_items(pair, MANY)


def _again(values, count):
    return tuple(values[n % len(values)] for n in range(count)) if values else tuple(values)


def pairs_for(design):
    """Every sample that the design may show; those of any kind take one tip."""
    if "*" in design.kinds:
        return {"tip": samples.tip_message("kecepatan")}
    return {name: pair for name, pair in samples.everything().items() if pair[0].kind in design.kinds}


def post_with(message_id, placement, shortened):
    """A post whose picture was drawn in shortened words."""
    platform, _, name = placement.partition("/")
    hour = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    slot = Slot(
        f"{message_id}-{name}", platform, name, hour, hour.replace(tzinfo=None), "Asia/Jakarta", "WIB"
    )
    check = CheckResult("wording", value=1, limit=0, detail=shortened, is_passed=True)
    picture = Asset("1.jpg", 1, 1, "alt", "", 1, "jam", (check,))
    caption = Caption("", (), "", 0, 0)
    return Post(slot.id, slot, message_id, "", caption, (picture,), "T-1", "F-1", "jarak", "")
