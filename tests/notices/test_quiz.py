"""A quiz question has three options, one of them right, and its numbers out of a fact or article that may be shown."""

import shutil

import pytest

from generator.errors import TemplateError
from generator.home import PROJECT, Home
from generator.languages import load_library
from generator.notices.kinds.quiz import load_quiz
from generator.records import IsoWeek


@pytest.fixture
def broken(tmp_path):
    """Loads the quiz of a copy of the languages in which one text was changed."""

    def load(old, new):
        shutil.copytree(PROJECT / "templates/languages", tmp_path / "templates/languages")
        path = tmp_path / "templates/languages/id/quiz.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        home = Home(root=PROJECT, templates_root=tmp_path / "templates")
        return load_quiz(home, load_library(home, "id"))

    return load


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("fact:F-HELM-MATI", "fact:F-TIDAK-ADA", 'K-HELM: sumber "fact:F-TIDAK-ADA" tidak ada'),
        ('source = "fact:F-BUTA"', 'source = "fact:F-HENTI"', "tidak ada atau belum boleh tayang"),
        ('source = "clause:LLAJ-106-9"', 'source = "clause:LLAJ-292"', "belum boleh tayang"),
        ('right = "C"', 'right = "D"', '"right" harus salah satu dari A, B, C'),
        ('"Sekitar 27%", ', "", "tiga pilihan yang berbeda"),
        ('"Sekitar 27%"', '"Sekitar 12%"', "tiga pilihan yang berbeda"),
        (
            "Berapa besar helm menurunkan",
            "Dari 100 orang, seberapa besar helm menurunkan",
            "paling banyak 60",
        ),
        ("meninggal dunia sekitar 42%.", "meninggal dunia sekitar 43%.", 'angka "43" tidak punya asal'),
        ('"42" = "fact:F-HELM-MATI"', '"42" = "option"', 'angka "42" pada jawaban harus berasal dari'),
        ('theme = "helm"', 'theme = "payung"', 'tema "payung" tidak punya tip'),
        ('explanation = "Dalam', 'penjelasan = "Dalam', "kunci explanation, penjelasan"),
        ('id = "K-KEPALA"', 'id = "K-HELM"', "K-HELM: id dipakai dua kali"),
        ("[[quiz]]", "[[quiz", "bukan TOML"),
    ],
)
def test_a_bad_question_is_refused_with_its_id(broken, old, new, found):
    with pytest.raises(TemplateError) as caught:
        broken(old, new)
    assert str(caught.value).startswith("templates/languages/id/quiz.toml: ")
    assert found in str(caught.value)


def test_a_quiz_that_is_not_utf8_is_refused_in_a_sentence(tmp_path):
    shutil.copytree(PROJECT / "templates/languages/id", tmp_path / "templates/languages/id")
    path = tmp_path / "templates/languages/id/quiz.toml"
    path.write_bytes(path.read_text(encoding="utf-8").replace("meninggal", "m\u00e9ninggal").encode("cp1252"))
    with pytest.raises(TemplateError, match=r"^templates/languages/id/quiz\.toml: bukan TOML yang benar"):
        load_quiz(Home(root=PROJECT, templates_root=tmp_path / "templates"), load_library(Home(), "id"))


def test_the_numbers_of_an_answer_stand_in_its_fact():
    library = load_library(Home(), "id")
    for one in load_quiz(Home(), library):
        kind, _, name = one.source.partition(":")
        told = library.facts[name].sentence if kind == "fact" else library.clauses[name].content
        for digits, source in one.numbers.items():
            assert source == "option" or digits in told, one.id


def test_every_week_asks_another_question_until_all_were_asked(office):
    weeks = [IsoWeek(2026, 30).plus(n) for n in range(17)]
    asked = [office.tell(week=str(week), quiz=True).insights[0].id for week in weeks]
    assert len(set(asked)) == len(load_quiz(office.home, office.library)) == 17


def test_a_campaign_may_do_without(office):
    assert office.tell(quiz=False).insights == ()
