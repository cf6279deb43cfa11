"""The documents say what is there: every verb, every key, every file that they name, and nothing that tells of a machine."""

import re
import subprocess

import pytest

from generator.cli import VERBS
from generator.home import PROJECT, Home
from generator.terminal import command_words

PROJECT_HOME = Home()
PAGES = [
    "README.md",
    "README.id.md",
    "CONTRIBUTING.md",
    *(f"docs/{p.name}" for p in sorted((PROJECT / "docs").glob("*.md"))),
]


def test_every_verb_is_in_the_readme_and_has_help_with_an_example_in_both_languages():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for language in ("id", "en"):
        words = command_words(PROJECT_HOME, language)
        for verb in VERBS:
            key = verb.replace("-", "_")
            assert f"`{verb}`" in readme
            assert words[f"help_{key}"]
            assert "python run.py" in words[f"example_{key}"]


def test_both_languages_have_the_same_sentences_with_the_same_blanks():
    first, second = (command_words(PROJECT_HOME, language) for language in ("id", "en"))
    assert first.keys() == second.keys()
    for key in first:
        assert set(re.findall(r"{(\w+)", first[key])) == set(re.findall(r"{(\w+)", second[key])), key


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_links_to_is_there(page):
    text = (PROJECT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((PROJECT / page).parent / target).exists(), target


def test_no_tracked_text_names_a_machine_path_or_a_registry():
    names = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    suspicious = re.compile(
        r"index-url\s*=|/root/|/home/\w+/|C:\\\\Users|files\.pythonhosted|pypi\.org/simple"
    )
    for name in names:
        path = PROJECT / name
        if (
            path.suffix in {".py", ".toml", ".md", ".lock", ".css", ".j2", ".js"}
            and path.name != "test_docs.py"
            and path.is_file()
        ):
            assert not suspicious.search(path.read_text(encoding="utf-8")), name


def test_only_the_clock_reads_the_clock():
    reads = re.compile(r"\b(datetime\.now|date\.today|utcnow|time\.time)\(")
    for path in sorted((PROJECT / "generator").rglob("*.py")):
        if path.name != "clock.py":
            assert not reads.search(path.read_text(encoding="utf-8")), path
