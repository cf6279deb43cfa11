"""The audit of a finished pack: every number in it is looked up, printed again, and nothing else may have digits.

Two nets. By structure: each number that a message notes is printed again from evidence.json in the form that it names,
and each figure equals its evidence. By text: from every caption, title, alt text, picture, page and table the noted
numbers, names, tips, facts and the written parts of the templates are taken away; whatever digits remain are faults.
"""

import csv
import datetime as dt
import html.parser
import io
import json
import re
import tomllib
import zoneinfo

from generator import road_physics
from generator.calendar_of_year import zone_label
from generator.edition import MAP_KINDS
from generator.home import Home
from generator.languages import load_library
from generator.messages.wording import Speech, first_lower
from generator.posting.pages import page_texts
from generator.records import Figure, Period
from generator.settings import Polres
from generator.webpage import Words

HAS_DIGIT = re.compile(r"\d")
_SCALE = re.compile(r"[125]0{0,3} k?m")  # of a map's own bar: a length on the ground, no accident
_HOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\*")


def audit(pack, internal, campaign_file):
    """Sentences about numbers of a pack that do not lead to their evidence; empty when all do."""
    return Audit(pack, internal, campaign_file).faults()


class Audit:
    def __init__(self, pack, internal, campaign_file):
        self.pack, self.internal = pack, internal
        self.week = json.loads((pack / "week.json").read_text(encoding="utf-8"))
        self.evidence = {
            one["id"]: one
            for one in json.loads((internal / "evidence.json").read_text(encoding="utf-8"))["evidence"]
        }
        self.library = load_library(Home(), self.week["language"])
        self.words = Words(page_texts(Home(), self.week["language"]))
        self.campaign = tomllib.loads(campaign_file.read_text(encoding="utf-8"))
        self.insights = {one["id"]: one for one in self.week["insights"]}
        self.declared = dict(self._declared())
        self.messages = {one["id"]: one for one in self.week["messages"]}

    def faults(self):
        return [
            *self._told_evidence(),
            *(fault for one in self.messages.values() for fault in self._message(one)),
            *(fault for one in self.insights.values() for fault in self._figures(one)),
            *(fault for one in self.week["posts"] for fault in self._post(one)),
            *self._spoken(),
            *self._index(),
            *self._map(),
            *self._agenda(),
        ]

    # ------------------------------------------------------------------------------------ by structure

    def _told_evidence(self):
        """week.json holds the gated part of evidence.json, word for word."""
        for one in self.week["evidence"]:
            whole = self.evidence.get(one["id"])
            if whole != one or not one["is_told"]:
                yield f"{one['id']}: week.json and evidence.json differ"

    def _declared(self):
        """Hours and days of the notices, and how many questions a theme has, by source, from what a person wrote."""
        for n, notice in enumerate(self.campaign.get("notice", ()), 1):
            hours = [int(h) + int(m) / 60 for h, m in re.findall(r"(\d+)[.:](\d\d)", notice.get("hour", ""))]
            hours += [
                int(h) + int(m) / 60 for h, m in re.findall(r"(\d+)[.:](\d\d)", notice.get("checked_at", ""))
            ]
            days = [notice[key] for key in ("date", "start", "checked_on") if key in notice]
            yield f"campaign:notice[{n}].hour", hours[0] if hours else None
            yield f"campaign:notice[{n}].hour_end", hours[-1] if hours else None
            yield f"campaign:notice[{n}].weekday", days[0].weekday()
            last = notice.get("end", days[0])
            begins = hours[0] if hours and "end" not in notice else 24
            yield f"campaign:notice[{n}].until_hour", last.weekday() * 24 + begins
        rows = self.internal / "pertanyaan.csv"
        if rows.is_file():
            with rows.open(encoding="utf-8-sig", newline="") as file:
                listed = list(csv.reader(file, delimiter=";"))[1:]
            for one in self.insights.values():
                if one["kind"] == "answer":
                    theme = one["id"].removeprefix("answer-")
                    count = sum(row[3] == one["codes"]["notice_topic"] for row in listed)
                    yield f"campaign:material.questions.{theme}", count

    def value(self, source):
        """The value behind a source, from evidence.json alone; None for what may not be used."""
        if source.startswith("campaign:"):
            return self.declared.get(source)
        name, _, number = source.removeprefix("evidence:").partition("#")
        one = self.evidence.get(name)
        if not source.startswith("evidence:") or one is None or not one["is_told"]:
            return None
        return one["values"][int(number)] if number else one["value"]

    def _figures(self, insight):
        for name, figure in insight["figures"].items():
            if self.value(figure["source"]) != figure["value"]:
                yield f"{insight['id']}.{name} = {figure['value']}, evidence {self.value(figure['source'])}"
        for name, values in insight["series"].items():
            if self.evidence.get(f"{insight['id']}.{name}", {}).get("values") != values:
                yield f"{insight['id']}.{name}: the series is not its evidence"
        for spot in insight["hotspots"]:
            for name in ("accidents", "killed", "seriously_injured", "slightly_injured", "expected"):
                told = self.value(f"evidence:place-{spot['rank']}.{name}")
                if spot[name] is not None and told != spot[name]:
                    yield f"place-{spot['rank']}.{name} = {spot[name]}, evidence {told}"

    def _message(self, message):
        days = self._days(message)
        for said in message["numbers"]:
            printed = self._printed(said, days)
            if printed != said["text"]:
                yield f"{message['id']}: says {said['text']!r} of {said['source']}, which prints {printed!r}"

    def _printed(self, said, days):
        speech = Speech(self.library.words)
        kind, _, what = said["source"].partition(":")
        if kind == "physics":
            return speech.number(Figure(road_physics.value(what), "", said["source"]))
        if kind in {"evidence", "campaign"}:
            value = self.value(said["source"])
            return None if value is None else getattr(speech, said["form"])(Figure(value, "", said["source"]))
        if kind == "calendar":  # how far the first day of an operation is, or which weekday it has
            return self._of_calendar(said, what)
        if not set(what.split("/")) <= days:
            return None
        ends = [dt.date.fromisoformat(day) for day in what.split("/")]
        return getattr(speech, said["form"])(Period(*ends) if kind == "period" else ends[0])

    def _of_calendar(self, said, what):
        name, _, asked = what.partition(".")
        period = next(one["period"] for one in self.insights.values() if one["codes"].get("event") == name)
        first = dt.date.fromisoformat(period["start"])
        value = (first - dt.date.fromisoformat(asked[-10:])).days if "before" in asked else first.weekday()
        return getattr(Speech(self.library.words), said["form"])(Figure(value, "", said["source"]))

    def _days(self, message):
        """Days that a message may name: its period, the weeks of its diagram, and the data's last day."""
        insight = self.insights[message["insight_id"]]
        start, end = (dt.date.fromisoformat(insight["period"][name]) for name in ("start", "end"))
        weeks = len(insight["series"].get("weeks", ()))
        found = {start, end, end - dt.timedelta(days=7 * weeks - 1)} if weeks else {start, end}
        if insight["kind"] == "operation":  # its leaf of a calendar: the days before it, and its own
            first = min(start, self._monday().date())
            found |= {first + dt.timedelta(days=n) for n in range((end - first).days + 1)}
        return {day.isoformat() for day in found} | {self.week["data_until"]}

    # ------------------------------------------------------------------------------------ by text

    def _post(self, post):
        message = self.messages[post["message_id"]]
        known = self._known(message)
        caption = post["caption"]
        texts = {"caption": caption["text"], "title": caption["title"], "tags": " ".join(caption["hashtags"])}
        texts |= {f"alt {n}": asset["alt_text"] for n, asset in enumerate(post["assets"], 1)}
        texts |= {text["name"]: text["text"] for text in caption["texts"]}
        headings = [
            self.library.words["slides.heading"].format(number=n) for n in range(1, len(post["assets"]) + 1)
        ]
        known = [*([post["link"]] if post["link"] else []), *headings, *known]
        for where, text in texts.items():
            yield from self._loose(f"{post['id']} {where}", text, known)
        ranks = {str(spot["rank"]) for spot in self.insights[message["insight_id"]]["hotspots"]}
        ranks |= {str(n) for n, _ in enumerate(self._labels(message), 1)}  # bars and maps number their rows
        axis = {text for key, text in message["words"].items() if key.startswith("hour_")}
        for n, asset in enumerate(post["assets"], 1):
            drawn = {
                piece for piece in asset["texts"] if message["kind"] in MAP_KINDS and _SCALE.fullmatch(piece)
            }
            pieces = [piece for piece in asset["texts"] if piece not in ranks | axis | drawn]
            yield from self._loose(f"{post['id']} picture {n}", " ".join(pieces), known)

    def _labels(self, message):
        codes = self.insights[message["insight_id"]]["codes"]
        return [one for one in codes.get("labels", "").split("|") if one]

    def _known(self, message):
        """Texts with digits that this message may carry, longest first."""
        insight = self.insights[message["insight_id"]]
        polres = self.campaign["polres"]
        found = [*self._zones(), *(said["text"] for said in message["numbers"])]
        found += [value for value in polres.values() if isinstance(value, str)]
        found.append(polres.get("emergency_number", Polres("", "").emergency_number))
        found += [self.campaign["data"].get("road_credit", ""), f"#{polres.get('hashtag', '')}"]
        found += [
            text for key, text in insight["codes"].items() if key.startswith(("event_", "notice_", "labels"))
        ]
        found += insight["codes"].get("labels", "").split("|")
        for spot in insight["hotspots"]:
            found += [*_names(spot["place"]["name"]), spot["place"]["area"]]
        tip = self.library.tips[message["tip_id"]]
        found += _written({"tip": [tip.formal, tip.santai, tip.singkat, tip.title]})
        for fact in (self.library.facts[one] for one in tip.evidence if one in self.library.facts):
            found += [fact.credit, fact.sentence.rstrip("."), first_lower(fact.sentence).rstrip(".")]
        found += [self.library.clauses[one].citation for one in tip.clauses if one in self.library.clauses]
        found += (
            _written(self.library.frames) + _written(self.library.captions) + _written(self.library.calls)
        )
        found += _written(self.library.scenes)
        found += _written(self.library.words)
        return sorted(
            {_flat(one) for one in found if HAS_DIGIT.search(one)}, key=lambda one: (-len(one), one)
        )

    def _loose(self, where, text, known):
        left = _without(_flat(text), known)
        if HAS_DIGIT.search(left):
            loose = [one for one in left.split() if HAS_DIGIT.search(one)]
            yield f"{where}: {loose} in {text!r}"

    def _spoken(self):
        """Talk sheets and the poster: the numbers that they note, the texts of their messages, and nothing else."""
        hung = [{**self.week["poster"], "name": "poster"}] if self.week["poster"] else []
        for sheet in [*self.week["talk_sheets"], *hung]:
            text = (self.pack / f"{sheet['name']}.txt").read_text(encoding="utf-8")
            ids = sheet.get("messages", [sheet.get("message_id")])
            behind = [self.messages[one] for one in ids]
            week = [self._monday().date(), self._monday().date() + dt.timedelta(days=6)]
            days = {day.isoformat() for day in week}.union(*map(self._days, behind))
            for said in sheet["numbers"]:
                if self._printed(said, days) != said["text"]:
                    yield f"{sheet['name']}: says {said['text']!r} of {said['source']}"
            tips = [self.library.tips[one] for one in sheet.get("tips", [])]
            known = [said["text"] for said in sheet["numbers"]]
            known += [tip.formal for tip in tips if HAS_DIGIT.search(tip.formal)]
            known += [piece for one in behind for piece in self._known(one)]
            known += [value for value in self.campaign["polres"].values() if isinstance(value, str)]
            known.append(self.campaign["polres"].get("emergency_number", "110"))
            known = sorted({_flat(one) for one in known if HAS_DIGIT.search(one)}, key=lambda one: -len(one))
            yield from self._loose(sheet["name"], text, known)
            for printed in self._printed_of(sheet["name"]):
                ordinals = {str(n) for n, _ in enumerate(sheet.get("steps", ()), 1)}
                ordinals |= {one["words"].get(f"hour_{n}") for one in behind for n in (0, 6, 12, 18)}
                pieces = [
                    one for one in printed["texts"] if one not in ordinals and not _SCALE.fullmatch(one)
                ]
                yield from self._loose(printed["path"], " ".join(pieces), known)

    def _printed_of(self, name):
        """The PDFs of a talk sheet or of the poster."""
        stems = {asset["path"].removesuffix(".pdf"): asset for asset in self.week["prints"]}
        return [
            one for stem, one in stems.items() if stem == name or (name, stem[:7]) == ("poster", "poster-")
        ]

    # ------------------------------------------------------------------------------------ pages and tables

    def _page_known(self):
        """What any page may say: posts, their hours and files, and the interface's own words."""
        found = []
        for post in self.week["posts"]:
            caption = post["caption"]
            wall = dt.datetime.fromisoformat(post["slot"]["wall"])
            found.append(post["content_id"][:12])
            found += [
                caption["text"],
                caption["title"],
                post["id"],
                post["folder"],
                post["link"],
                post["tip_id"],
            ]
            found += [
                _published(caption),
                self.words.hour(wall),
                f"{wall:%H.%M}",
                f"{wall:%d-%m-%Y}",
                self.words.short_day(wall.date()),
            ]
            found += [text for asset in post["assets"] for text in (asset["alt_text"], asset["path"])]
            found += [text["text"] for text in caption["texts"]]
        found += [message["headline"] for message in self.messages.values()]
        sizes = [self.words.number(one["size_bytes"] / 1_000_000, 1) for one in self.week["prints"]]
        found += [
            self.words(key, paper=paper, size=size)
            for paper in ("A3", "A4")
            for key in ("pdf_colour", "pdf_grey")
            for size in sizes
        ]
        found += [
            *self._zones(),
            self.week["week"],
            self.week["polres"],
            self.week["unit"],
            *self.week["warnings"],
        ]
        found += [text for pair in self.week["empty_slots"] for text in pair]
        week = [dt.date.fromisocalendar(*map(int, self.week["week"].split("-W")), n) for n in range(1, 8)]
        found += [self.words.day(day) for day in week] + [self.words.short_day(day) for day in week]
        found += [str(day.day) for day in week]
        periods = {tuple(one["period"].values()) for one in self.insights.values()}
        periods.add(tuple(self.week["period"].values()))
        found += [self._span(*sorted(period)) for period in periods]
        year, number = map(int, self.week["week"].split("-W"))
        found += [self.words("week_title", week=number, year=year), self.words.span(Period(week[0], week[6]))]
        found += [self.words.short_day(self._until())]
        found += [self.words.short_day(self._until()).split(", ")[1], self.words.day(self._until())]
        return sorted(
            {_flat(one) for one in found if HAS_DIGIT.search(one)}, key=lambda one: (-len(one), one)
        )

    def _zones(self):
        """How the zone is written in sentences and on slots; west of Greenwich its name has digits."""
        zone = zoneinfo.ZoneInfo(self.week["zone"])
        days = (dt.datetime.fromisoformat(self.week["data_until"]), self._monday())
        return [
            self.week["zone_label"],
            *(zone_label(zone, day.replace(hour=12, tzinfo=zone)) for day in days),
        ]

    def _monday(self):
        year, week = map(int, self.week["week"].split("-W"))
        return dt.datetime.fromisocalendar(year, week, 1)

    def _until(self):
        return dt.date.fromisoformat(self.week["data_until"])

    def _span(self, start, end):
        return self.words.span(Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end)))

    def _index(self):
        """Numbers about accidents stand in the table of figures; all others count posts, pictures and characters."""
        known, own = self._page_known(), self._counts_of_pack() | self._evidence_printed()
        bare = (_flat(_bare(text)) for text in self.words.texts.values())
        known += sorted((text for text in bare if HAS_DIGIT.search(text)), key=len, reverse=True)
        for node in _nodes((self.pack / "index.html").read_text(encoding="utf-8")):
            left = _without(_flat(node), known)
            strange = set(re.findall(r"[<>]?\d[\d.,]*\d%?|[<>]?\d%?", left)) - own
            if strange and not re.search(r"[a-z_]+(-\d+)?\.[a-z_]+(_\d+)?", left):
                yield f"index.html: {sorted(strange)} in {node!r}"

    def _counts_of_pack(self):
        """Numbers that the page makes by counting what it shows, and the factors of the choice."""
        posts = self.week["posts"]
        found = set(range(len(posts) + 1)) | {len({p["slot"]["platform"] for p in posts}) * 9}
        for post in posts:
            checks = sum(len(asset["checks"]) for asset in post["assets"])
            found |= {post["caption"]["count"], post["caption"]["limit"], checks}
            found |= {one for text in post["caption"]["texts"] for one in (text["count"], text["limit"])}
        made = {self.words.number(one) for one in found} | {str(one) for one in found}
        why = [value for one in self.messages.values() for value in one["why"].values()]
        return made | {self.words.number(value, 2) for value in why}

    def _evidence_printed(self):
        """Values of told figures as the table of figures prints them, from evidence.json."""
        from generator.posting.pages_view import printed

        found = {self.words.number(self.value("evidence:district.accidents"))}
        for insight in self.insights.values():
            for name, figure in insight["figures"].items():
                declared = {"value": figure["value"], "unit": figure["unit"], "n": figure["n"] or 0}
                declared |= {"low": None, "high": None}
                one = self.evidence.get(figure["source"].removeprefix("evidence:"), declared)
                found |= {self.words.number(one["n"]), *re.findall(r"\d+$", name)}
                for value in (one["value"], one["low"], one["high"]):
                    if value is not None:
                        text = printed(name, value, one["unit"], self.words)
                        found |= {text, *re.findall(r"[<>]?\d[\d.,]*\d%?|[<>]?\d%?", text)}
        return found

    def _map(self):
        """The list beside the map and the table of each mark: place, count, hours, each of its own rank."""
        path = self.pack / "map.html"
        if not path.is_file():
            return
        page = path.read_text(encoding="utf-8")
        places = {rank: self._place_lines(rank) for rank in self._ranks()}
        marks = {
            rank: (json.loads(count), json.loads(hours))
            for count, hours, rank in re.findall(
                r'"count": ("[^"]*"), "figures": "[^"]*", "hours": ("[^"]*").*?"rank": "(\d+)"', page
            )
        }
        for rank in sorted(places.keys() | marks.keys()):
            if places.get(rank) != marks.get(rank):
                yield f"map.html: mark {rank} says {marks.get(rank)}, evidence {places.get(rank)}"
        names = re.findall(r'"(?:place|area|name)": "([^"]*)"', page)
        written = [_bare(text) for key, text in self.words.texts.items() if key.startswith("map_")]
        known = [
            self._map_line(),
            *(text for lines in places.values() for text in lines),
            *places,
            *names,
            *written,
        ]
        known += [self._span(*pair) for pair in self._place_periods()]
        known += self._shades(page)
        known += [
            self.week["unit"],
            *self._zones(),
            self.campaign["polres"]["district"],
            self.campaign["data"].get("road_credit", ""),
        ]
        known = sorted(
            {_flat(one) for one in known if HAS_DIGIT.search(one)}, key=lambda one: (-len(one), one)
        )
        for node in _nodes(page):
            yield from self._loose("map.html", html.unescape(node), known)

    def _shades(self, page):
        """What the tables of the kecamatan say: the value of each told series, and the period of their evidence."""
        told = [self.evidence.get(f"district_part.{one}") for one in ("counts", "rates")]
        values = {self.words.number(value) for one in told if one for value in one["values"]}
        shown = re.findall(r'class="swatch.*?<td class="number">([^<]+)<', page)
        assert set(shown) <= values
        periods = [one["period"] for one in told if one]
        return [*values, *(self._span(one["start"], one["end"]) for one in periods)]

    def _ranks(self):
        told = (
            re.fullmatch(r"place-(\d+)\.accidents", id_)
            for id_, one in self.evidence.items()
            if one["is_told"]
        )
        return [match[1] for match in told if match]

    def _place_lines(self, rank):
        """What the map says of a place: how many, and when."""
        count = self.words(
            "map_spot_count", n=self.words.number(self.value(f"evidence:place-{rank}.accidents"))
        )
        ends = [self.value(f"evidence:place-{rank}.hours_{end}") for end in ("start", "end")]
        if None in ends:
            return count, ""
        start, end = (f"{int(hour):02d}{self.words('hour_sign')}00" for hour in ends)
        return count, self.words("map_spot_hours", start=start, end=end, zone=self._zones()[1])

    def _map_line(self):
        n, located = (
            self.words.number(self.value(f"evidence:district.{one}")) for one in ("accidents", "located")
        )
        period = self._span(self.week["period"]["start"], self.week["period"]["end"])
        return self.words("map_line", span=period, n=n, located=located)

    def _place_periods(self):
        return {
            (one["period"]["start"], one["period"]["end"])
            for id_, one in self.evidence.items()
            if id_.startswith("place-")
        }

    def _agenda(self):
        known = self._page_known() + [str(n) for n in range(len(self.week["posts"]))]
        table = csv.reader(
            io.StringIO((self.pack / "agenda.csv").read_text(encoding="utf-8-sig")), delimiter=";"
        )
        for row in table:
            for cell in row:
                yield from self._loose("agenda.csv", cell.removeprefix("'"), known)
        text = (self.pack / "agenda.ics").read_bytes().decode().replace("\r\n ", "").replace("\r\n", "\n")
        for text_line in text.split("\n"):
            name, _, content = text_line.partition(":")
            if name in {"SUMMARY", "DESCRIPTION", "X-WR-CALNAME"}:
                plain = re.sub(r"\\(.)", lambda one: "\n" if one[1] in "nN" else one[1], content)
                yield from self._loose("agenda.ics", plain, known)


def _names(name):
    """A place's name as the file has it and as sentences write it."""
    from generator.messages.context import spoken_name

    return [name, spoken_name(name)]


def _published(caption):
    tags = " ".join(caption["hashtags"])
    return "\n\n".join(part for part in (caption["text"], tags) if part)


def _written(table):
    """The parts of a templates' table that stand between its holes and have digits."""
    found = []
    for value in table.values():
        if isinstance(value, str):
            found += _HOLE.split(value)
        elif isinstance(value, dict):
            found += _written(value)
        elif isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            found += [part for one in value for part in _HOLE.split(one)]
    return [part.strip() for part in found if HAS_DIGIT.search(part) and not part.strip().isdigit()]


def _bare(text):
    """A text of the pages without its holes."""
    return re.sub(r"\{\w+\}", " ", text)


def _flat(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def _without(text, known):
    """The text with every known piece taken out where it is not part of a longer number."""
    for piece in known:
        if piece in text:
            ends = (
                r"(?<![\d])" if piece[0].isdigit() else "",
                r"(?![\d]|[.,]\d)" if piece[-1].isdigit() else "",
            )
            text = re.sub(ends[0] + re.escape(piece) + ends[1], "\0", text)
    return text


class _Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.deep = [], 0

    def handle_starttag(self, tag, attrs):
        self.deep += tag in {"script", "style"}

    def handle_endtag(self, tag):
        self.deep -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.deep and HAS_DIGIT.search(data):
            self.found.append(data.strip())


def _nodes(page):
    """Texts with digits that a reader of the page sees."""
    reader = _Text()
    reader.feed(page)
    return reader.found
