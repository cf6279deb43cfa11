"""A desk for any [[notice]], any table and any week, and one notice of each kind."""

import dataclasses
import datetime as dt

from generator.home import PROJECT, Home
from generator.languages import load_library
from generator.messages import rules
from generator.notices.desk import NoticeDesk
from generator.notices.gather import gather
from generator.records import IsoWeek
from generator.settings import Material, load_campaign

SMALL = '[polres]\nname = "Polres Uji"\ndistrict = "Kabupaten Uji"\nhashtag = "UjiTertib"\n[data]\naccidents = ["x.csv"]\n'
EVENT = {
    "kind": "acara",
    "title": "Pagi Tertib: servis lampu motor gratis",
    "text": "Bawa motor kita, lampu dan rem diperiksa tanpa biaya.",
    "date": dt.date(2026, 11, 28),
    "hour": "07.00-10.00",
    "place": "Alun-alun Uji",
    "theme": "lampu",
    "contact": "Kanit Kamsel Satlantas",
}
COMMUNITY = {
    "kind": "komunitas",
    "title": "Belajar menyeberang bersama murid SD",
    "text": "Murid kelas tiga berlatih menyeberang, didampingi guru dan petugas",
    "date": dt.date(2026, 11, 19),
    "place": "SD Negeri Tirtasari",
}
CORRECTION = {
    "kind": "klarifikasi",
    "label": "HOAKS",
    "title": "Yang wajib tetap helm SNI",
    "claim": "mulai Desember semua pemotor wajib membeli helm seri baru",
    "fact": "Tidak ada aturan tentang helm seri baru; yang diwajibkan tetap helm SNI.",
    "source": "Satlantas Polres Uji",
    "checked_by": "Kasi Humas",
    "checked_on": dt.date(2026, 11, 20),
    "checked_at": "14.30",
    "approved_by": "Kasat Lantas",
}


class Office:
    """One installation in a temporary folder; `tell` gives the notices of a week."""

    def __init__(self, folder, code="id"):
        self.folder = folder
        (folder / "uji.toml").write_text(SMALL, encoding="utf-8")
        self.home = Home(root=folder, campaigns_root=folder, templates_root=PROJECT / "templates")
        self.library = load_library(self.home, code)

    def desk(self, *declared, week="2026-W48", **material):
        campaign = dataclasses.replace(
            load_campaign(self.home, "uji"), notice=declared, material=Material(**{"quiz": False, **material})
        )
        return NoticeDesk(self.home, campaign, self.library, IsoWeek.parse(week), is_sample=False)

    def tell(self, *declared, week="2026-W48", **material):
        return gather(self.desk(*declared, week=week, **material), rules.check)

    def table(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return name
