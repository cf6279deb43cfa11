"""The reading index tells office language from ours, counts as docs/extending.md says, and leaves out what is not read."""

import pytest

from generator.messages.message import Writer
from generator.messages.rules import reading_limit, reading_of
from tests.messages import survey_of_words as made

OFFICE = [
    (
        "Dalam rangka meningkatkan kesadaran dan kepatuhan masyarakat terhadap peraturan perundang-undangan di bidang lalu "
        "lintas dan angkutan jalan, Satuan Lalu Lintas mengimbau kepada seluruh pengguna jalan agar senantiasa memperhatikan "
        "kelengkapan administrasi kendaraan bermotor serta mengutamakan keselamatan dalam berkendara."
    ),
    (
        "Sehubungan dengan pelaksanaan operasi kepolisian kewilayahan, bersama ini disampaikan kepada seluruh lapisan "
        "masyarakat bahwasanya akan dilaksanakan penindakan pelanggaran lalu lintas secara elektronik maupun nonelektronik."
    ),
    (
        "Guna mewujudkan keamanan, keselamatan, ketertiban, dan kelancaran lalu lintas, diperlukan peran serta aktif "
        "masyarakat dalam mematuhi ketentuan yang berlaku. Penggunaan perlengkapan keselamatan berkendara merupakan "
        "kewajiban yang harus dilaksanakan oleh setiap pengendara kendaraan bermotor."
    ),
    (
        "Pelaksanaan kegiatan sosialisasi keselamatan berlalu lintas bertujuan memberikan pemahaman kepada pelajar mengenai "
        "pentingnya kepatuhan terhadap rambu-rambu lalu lintas. Kegiatan dihadiri oleh perwakilan instansi terkait."
    ),
    (
        "Pengendara yang melakukan pelanggaran akan dikenakan sanksi sesuai ketentuan peraturan perundang-undangan yang "
        "berlaku. Masyarakat diharapkan dapat berpartisipasi menciptakan situasi yang kondusif di wilayah hukum masing-masing."
    ),
]


@pytest.mark.parametrize(
    ("text", "words", "length", "syllables"),
    [
        ("Pantai ramai.", 2, 2, 2.0),  # a final ai is one syllable
        ("Kita jaga jarak. Pelan.", 4, 2, 2.0),
        ("SIM dan STNK 2026", 4, 4, 1.0),  # numbers and letters like SIM have no syllables
        ("Jaga jarak.\nSumber: data Polres, n = 12\n#JagaJarak", 2, 2, 2.0),  # not read
        ("Lewat Jl. Melati saja.", 4, 4, 2.25),  # Jl. ends no sentence, and counts as one syllable less
        ("", 0, 0, 0),
    ],
)
def test_words_sentences_and_syllables_are_counted(library, text, words, length, syllables):
    read = reading_of(text, library.rules)
    assert (read.words, read.words_per_sentence) == (words, length)
    assert read.syllables_per_word == pytest.approx(syllables, abs=0.26)


def test_the_index_is_what_the_docs_say(library):
    read = reading_of("Kita jaga jarak. Pelan.", library.rules)
    reading = library.rules["reading"]
    assert read.index == pytest.approx(2 + reading["weight"] * (2.0 - reading["usual"]))


@pytest.mark.parametrize("text", OFFICE)
def test_office_language_is_above_the_limit(library, text):
    read = reading_of(text, library.rules)
    assert read.is_sure
    assert read.index > reading_limit(library.rules) + 3


def test_our_own_findings_are_well_below_it(library, campaign, week):
    for insight in made.every_kind():
        message = Writer(campaign, library, week).write(insight, library.tips["T-JARAK-01"], {}, "pesan")
        told = [message.phrases[key][0] for key in ("hook", "lead", "finding")]
        read = reading_of("\n".join([*told, message.tip, message.source_line]), library.rules)
        assert read.index < reading_limit(library.rules), told
