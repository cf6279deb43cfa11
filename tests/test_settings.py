"""A campaign file says what it means, or is refused with every fault in one sentence."""

import datetime as dt

import pytest

from generator.errors import SettingsError
from generator.home import PROJECT, Home
from generator.notices.declared import KEYS
from generator.own_dates import OwnDate
from generator.records import IsoWeek
from generator.settings import choose_campaign, choose_week, is_local, load_campaign

SMALL = '[polres]\nname = "Polres Uji"\ndistrict = "Kabupaten Uji"\n[data]\naccidents = ["data.csv"]\n'


@pytest.fixture
def shelf(tmp_path):
    def write(text, name="uji"):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return Home(root=PROJECT, campaigns_root=tmp_path)

    return write


def test_the_sample_campaign_is_complete_and_explains_every_key():
    campaign = load_campaign(Home(), "contoh")
    assert campaign.unit == "Satlantas Polres Cakrasari"
    assert campaign.week.pinned == "2026-W48"
    text = (PROJECT / "campaigns/contoh.toml").read_text(encoding="utf-8")
    sections = (campaign.polres, campaign.data, campaign.week, campaign.look, campaign.publication,
                campaign.material, campaign.law, campaign.release)  # fmt: skip
    for section in sections:
        for name in section.__slots__:
            assert f"\n{name} = " in text or f"[data.{name}]" in text or f".{name}]" in text, name
    assert all(f"# {key} = " in text for key in OwnDate.__slots__)
    for key in KEYS:  # of [[notice]], as commented examples
        assert f"\n# {key} = " in text or f"{key} dan" in text or f"dan {key} " in text, key


def test_a_small_file_gets_the_defaults(shelf):
    campaign = load_campaign(shelf(SMALL), "uji")
    assert campaign.unit == "Satlantas Polres Uji"
    assert campaign.week.messages == 5
    assert campaign.data.accidents == ("data.csv",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SMALL + "[wek]\n", '"wek" tidak dikenal (mungkin "week")'),
        (SMALL + "[week]\nmesages = 5\n", '"week.mesages" tidak dikenal (mungkin "week.messages")'),
        (SMALL + "[week]\nmessages = 9\n", "harus 4 sampai 6"),
        (SMALL + '[look]\ncolour = "biru"\n', '"look.colour" = "biru" bukan warna'),
        (SMALL + '[look]\nmode = "senja"\n', '"look.mode" = "senja", harus campur, terang, atau gelap'),
        (SMALL.replace("Kabupaten Uji", "K" * 61), '"polres.district" 61 karakter, paling banyak 60'),
        (SMALL.replace("Kabupaten Uji", "Kabupaten\\nUji"), "ganti baris"),
        (SMALL.replace("[data]", 'hashtag = "Uji Tertib"\n[data]'), "bukan satu tagar"),
        (SMALL.replace("[data]", 'link = "javascript:alert(1)"\n[data]'), "bukan alamat situs"),
        (SMALL.replace("[data]", 'link = "s.id/uji"\n[data]'), "bukan alamat situs"),
        (SMALL.replace("[data]", 'link = "https://a@b.id/"\n[data]'), "bukan alamat situs"),
        (SMALL.replace("[data]", 'link = "https://b.id:x/"\n[data]'), "bukan alamat situs"),
        (SMALL.replace("[data]", 'link = "https://b.id/a b"\n[data]'), "bukan alamat situs"),
        (
            SMALL.replace("[data]", "link_tracking = 1\n[data]"),
            '"polres.link_tracking" harus true atau false',
        ),
        (SMALL + '[week]\nmessages = "lima"\n', "harus bilangan bulat"),
        (SMALL + '[week]\npinned = "2025-W53"\n', "bukan pekan ISO"),
        (
            SMALL.replace('"Kabupaten Uji"', '"Kabupaten Uji"\nzone = "Asia/Jakartaa"'),
            'mungkin "Asia/Jakarta"',
        ),
        (SMALL.replace('"Kabupaten Uji"', '"Kabupaten Uji"\nzone = "../../etc/passwd"'), "zona waktu"),
        (SMALL.replace("data.csv", "https://contoh.id/data.csv"), "bukan berkas di komputer ini"),
        (SMALL.replace("data.csv", "/vsicurl/http://contoh.id/x.csv"), "bukan berkas di komputer ini"),
        (SMALL.replace("data.csv", "/vsizip/a.zip"), "bukan berkas di komputer ini"),
        (SMALL.replace('["data.csv"]', "[]"), '"data.accidents" kosong'),
        (
            SMALL + '[law]\namounts_approved_by = "AKP Uji"\n',
            '"law.amounts_approved_on" harus diisi keduanya',
        ),
        (SMALL + '[law]\namounts_approved_on = "2026-11-20"\n', '"law.amounts_approved_by" dan'),
        (SMALL + '[law]\namounts_approved_by = "A"\namounts_approved_on = "kemarin"\n', "bukan tanggal"),
        (SMALL + '[law]\namounts_approved_by = "A"\namounts_approved_on = 2026-11-20\n', "harus teks"),
        (SMALL + '[release]\ntips = {"T-HELM-04" = "Ipda Sari"}\n', '"release.tips.T-HELM-04"'),
        (SMALL + '[release]\ntips = {"T-HELM-04" = ", 2026-11-20"}\n', 'harus "nama, tanggal"'),
        (SMALL + '[release]\ntips = ["T-HELM-04"]\n', "[release.tips]"),
        ('[polres]\nname = "A"\n', '"polres.district" wajib diisi'),
        ("[polres\n", "bukan TOML"),
    ],
)
def test_a_fault_is_named_with_the_file_and_the_way_out(shelf, text, found):
    with pytest.raises(SettingsError) as caught:
        load_campaign(shelf(text), "uji")
    assert str(caught.value).startswith("campaigns/uji.toml: ")
    assert found in str(caught.value)


def test_all_faults_of_a_file_come_at_once(shelf):
    with pytest.raises(SettingsError) as caught:
        load_campaign(shelf('[polres]\nnama = "x"\n[data]\naccidents = [3]\n'), "uji")
    for part in ("polres.nama", "polres.name", "polres.district", "data.accidents"):
        assert part in str(caught.value)


@pytest.mark.parametrize(
    "name", ["../x", "CON", "con", "a", "x" * 31, "Polres Uji", "a/b", "buku", "lpt1", ""]
)
def test_a_name_that_cannot_be_a_folder_everywhere_is_refused(shelf, name):
    with pytest.raises(SettingsError, match="nama"):
        load_campaign(shelf(SMALL), name)


def test_the_only_real_campaign_is_taken_and_several_are_listed(shelf, tmp_path):
    home = shelf(SMALL, "contoh")
    assert choose_campaign(home, None) == "contoh"
    shelf(SMALL, "sleman")
    assert choose_campaign(home, None) == "sleman"
    shelf(SMALL, "bantul")
    with pytest.raises(SettingsError, match="bantul, sleman"):
        choose_campaign(home, None)
    with pytest.raises(SettingsError, match='Mungkin maksud Anda "sleman"'):
        choose_campaign(home, "slemann")


@pytest.mark.parametrize(
    ("asked", "now", "week"),
    [
        (None, "2026-11-22T16:59:00+00:00", "2026-W48"),  # Sunday 23.59 in Jakarta
        (None, "2026-11-22T17:00:00+00:00", "2026-W49"),  # Monday 00.00 in Jakarta: that week has begun
        ("ini", "2026-11-22T17:00:00+00:00", "2026-W48"),
        ("depan", "2026-12-22T17:00:00+00:00", "2026-W53"),
        ("2026-W53", "2026-01-01T00:00:00+00:00", "2026-W53"),
    ],
)
def test_the_week_is_the_next_one_that_has_not_begun_in_the_district(shelf, asked, now, week):
    campaign = load_campaign(shelf(SMALL), "uji")
    assert choose_week(campaign, asked, dt.datetime.fromisoformat(now)) == IsoWeek.parse(week)


def test_a_week_that_does_not_exist_is_refused(shelf):
    campaign = load_campaign(shelf(SMALL), "uji")
    with pytest.raises(SettingsError, match="2025-W53"):
        choose_week(campaign, "2025-W53", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.csv", True),
        ("C:\\data\\b.csv", True),
        ("/data/b.csv", True),
        ("s3://x/b", False),
        ("\\\\server\\b", False),
        ("/vsis3/b", False),
        ("zip:///vsicurl/x", False),
        ("data:text/csv,1", False),
        ("/dev/stdin", False),
    ],
)
def test_only_files_of_this_computer_are_read(path, expected):
    assert is_local(path) is expected
