"""From the words that a planner types to one call.

`run.py [NAME] [--week W]` makes a week; `run.py VERB ...` does something else. Rooms are imported only when their verb
is used, so that the first line of output comes at once.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import clock
from generator.errors import SelamatError, SettingsError
from generator.home import Home
from generator.settings import RESERVED, choose_campaign, choose_week, known_campaigns, load_campaign
from generator.terminal import Terminal, command_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.settings import Campaign

VERBS = (
    "week",
    "all",
    "sample",
    "new",
    "check",
    "lint",
    "preview",
    "evaluate",
    "year",
    "now",
    "list",
    "approve",
    "hold",
    "release",
    "mark",
    "tick",
    "watch",
    "take-over",
    "verify",
    "clean",
    "setup",
    "test",
)
EXTRAS = {"clips": "motion"}  # what `setup` installs -> the lock requirements-<name>.lock
RESERVED.update(VERBS)


def main(arguments: Sequence[str]) -> int:
    """Do what the words say; the exit code: 0 done, 1 refused with one sentence, 2 not understood."""
    language = "en" if "--en" in arguments else "id"
    words = command_words(Home(), language)
    options, rest = _parser(words).parse_known_args(_with_verb(arguments))
    options.language = language
    if options.verb == "test":
        options.words = rest  # pytest has options of its own
    elif rest:
        _parser(words).error(words["not_understood"].format(words=" ".join(rest)))
    home = _home(options)
    with Terminal(words) as terminal:
        try:
            return int(_ACTIONS[options.verb](home, options, terminal) or 0)
        except SelamatError as error:
            terminal.end()
            terminal.fault(str(error))
            return 1
        except KeyboardInterrupt:
            terminal.end()
            terminal.fault(words["interrupted"])
            return 130
        except BrokenPipeError:  # `run.py check | head`: nobody reads on, and that is no fault
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 141


def _with_verb(arguments: Sequence[str]) -> list[str]:
    """`run.py`, `run.py NAME` and `run.py --week W` mean the verb "week"; options before the verb move behind it."""
    words = [word for word in arguments if word != "--en"]
    if words and words[0] in {*VERBS, "-h", "--help"}:
        return words
    return ["week", *words]


def _home(options: argparse.Namespace) -> Home:
    """The installation, with folders elsewhere where an option says so."""

    def folder(name: str) -> Path | None:
        value = getattr(options, name, None)  # `new` keeps its --data, which are files, under another name
        return Path(value).resolve() if value else None

    return Home(output_root=folder("output"), campaigns_root=folder("campaigns"), data_root=folder("data"))


# ------------------------------------------------------------------------------------------------ words -> options


def _parser(words: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run.py",
        description=words["help"],
        epilog=words["help_examples"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in VERBS:
        key = verb.replace("-", "_")
        one = verbs.add_parser(
            verb,
            help=words[f"help_{key}"],
            description=words[f"help_{key}"],
            epilog=words[f"example_{key}"],
            add_help=verb != "test",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        _OPTIONS.get(verb, _of_campaign)(one, words)
    return parser


def _folders(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    for name in ("output", "campaigns", "data"):
        parser.add_argument(f"--{name}", metavar="DIR", help=words[f"option_{name}"])


def _of_campaign(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help=words["option_name"])
    parser.add_argument("--week", metavar="W", help=words["option_week"])
    _folders(parser, words)


def _of_sample(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--out", required=True, metavar="DIR", type=Path, help=words["option_out"])
    parser.add_argument(
        "--accidents-per-year", type=int, default=600, metavar="N", help=words["option_per_year"]
    )
    parser.add_argument("--years", type=int, default=3, metavar="Y", help=words["option_years"])
    parser.add_argument(
        "--until",
        type=dt.date.fromisoformat,
        default=dt.date(2026, 11, 15),
        metavar="DATE",
        help=words["option_until"],
    )
    parser.add_argument("--seed", type=int, default=20260922, metavar="S", help=words["option_seed"])


def _of_new(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("name", metavar="NAME", help=words["option_new_name"])
    parser.add_argument(
        "--data", dest="files", nargs="+", required=True, metavar="FILE", help=words["option_files"]
    )
    parser.add_argument("--yes", action="store_true", help=words["option_yes"])
    for name, metavar in (("polres", "NAMA"), ("district", "NAMA"), ("zone", "ZONA"), ("date-order", "dmy|mdy|ymd"),
                          ("crs", "EPSG"), ("into", "DIR")):  # fmt: skip
        parser.add_argument(
            f"--{name}", default="", metavar=metavar, help=words[f"option_{name.replace('-', '_')}"]
        )
    parser.add_argument("--campaigns", metavar="DIR", help=words["option_campaigns"])


def _of_posts(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("slots", nargs="*", metavar="SLOT", help=words["option_slots"])
    parser.add_argument("--name", metavar="NAME", help=words["option_name"])
    parser.add_argument("--week", metavar="W", help=words["option_week"])
    parser.add_argument("--all", action="store_true", help=words["option_all_posts"])
    parser.add_argument("--by", metavar="ORANG", default="", help=words["option_by"])
    parser.add_argument("--why", metavar="ALASAN", default="", help=words["option_why"])
    _folders(parser, words)


def _of_mark(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    _of_posts(parser, words)
    parser.add_argument("--link", metavar="URL", default="", help=words["option_link"])


def _of_watch(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help=words["option_name"])
    _folders(parser, words)


def _of_evaluate(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    _of_watch(parser, words)
    for name, dest in (("from", "start"), ("to", "end")):
        parser.add_argument(f"--{name}", dest=dest, metavar="DATE", required=True, type=dt.date.fromisoformat,
                            help=words[f"option_{name}"])  # fmt: skip
    parser.add_argument("--sites", nargs="+", metavar="PLACE", required=True, help=words["option_sites"])


def _of_year(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    _of_watch(parser, words)
    parser.add_argument("--year", metavar="YEAR", help=words["option_year"])


def _of_now(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("text", metavar="KALIMAT", help=words["option_now_text"])
    parser.add_argument("--name", metavar="NAME", help=words["option_name"])
    for name, metavar in (("kind", "JENIS"), ("area", "TEMPAT"), ("until", "WAKTU"), ("source", "SUMBER"),
                          ("setuju", "NAMA")):  # fmt: skip
        parser.add_argument(f"--{name}", metavar=metavar, default="", help=words[f"option_now_{name}"])
    parser.add_argument("--lagi", action="store_true", help=words["option_now_lagi"])
    _folders(parser, words)


def _of_lint(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words["option_texts"])
    parser.add_argument(
        "--language", dest="text_language", metavar="id|en", help=words["option_text_language"]
    )


def _of_preview(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("design", nargs="?", metavar="DESAIN", help=words["option_design"])
    parser.add_argument("--all", action="store_true", help=words["option_all_designs"])
    parser.add_argument("--theme", metavar="TEMA", help=words["option_theme"])
    parser.add_argument("--name", metavar="NAME", help=words["option_name"])
    parser.add_argument("--week", metavar="W", help=words["option_week"])
    _folders(parser, words)


def _of_tick(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    _of_watch(parser, words)
    parser.add_argument("--at", metavar="TIME", type=dt.datetime.fromisoformat, help=words["option_at"])


def _of_take_over(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=words["option_file"])
    parser.add_argument("--by", metavar="ORANG", required=True, help=words["option_by"])
    parser.add_argument("--why", metavar="ALASAN", required=True, help=words["option_why"])
    _folders(parser, words)


def _of_setup(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("extra", choices=tuple(EXTRAS), help=words["option_extra"])


def _of_test(_: argparse.ArgumentParser, __: Mapping[str, str]) -> None:
    """Everything behind `test` is pytest's."""


_OPTIONS: dict[str, Callable[[argparse.ArgumentParser, Mapping[str, str]], None]] = {
    "all": _of_campaign,
    "check": _of_watch,
    "lint": _of_lint,
    "preview": _of_preview,
    "evaluate": _of_evaluate,
    "year": _of_year,
    "sample": _of_sample,
    "new": _of_new,
    "approve": _of_posts,
    "hold": _of_posts,
    "release": _of_posts,
    "mark": _of_mark,
    "now": _of_now,
    "tick": _of_tick,
    "watch": _of_watch,
    "take-over": _of_take_over,
    "setup": _of_setup,
    "test": _of_test,
}


# ------------------------------------------------------------------------------------------------ verbs


def _campaign(home: Home, name: str | None) -> Campaign:
    return load_campaign(home, choose_campaign(home, name))


def _week(home: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """Make one week of one campaign."""
    _make(home, _campaign(home, options.name), options.week, terminal)
    return 0


def _make(home: Home, campaign: Campaign, asked: str | None, terminal: Terminal) -> None:
    """Say what is made before the rooms are imported: the first line of output comes at once."""
    week = choose_week(campaign, asked, clock.now())
    terminal.say("making", polres=campaign.polres.name, week=week)
    started = clock.monotonic_s()
    from generator.weekly import make_week
    from generator.weekly_words import announce

    made = make_week(home, campaign, week, clock.now(), terminal)
    announce(made, clock.monotonic_s() - started, terminal)


def _all(home: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """Make every campaign in turn; a district that fails is named and the others go on."""
    real = [name for name in known_campaigns(home) if name != "contoh"] or ["contoh"]
    failed = []
    for name in real:
        try:
            _make(home, load_campaign(home, name), options.week, terminal)
        except SelamatError as error:
            terminal.end()
            terminal.fault(f"{name}: {error}")
            failed.append(name)
    terminal.say("all_done", done=len(real) - len(failed), failed=", ".join(failed) or "-")
    return 1 if failed else 0


def _sample(_: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """Write an invented district."""
    from generator.sample import write_district

    if options.accidents_per_year < 1 or options.years < 1:
        raise SettingsError(
            "run.py sample", "jumlah kecelakaan dan tahun harus sedikitnya 1", "Ubah angkanya"
        )
    summary = write_district(
        options.out,
        accidents_per_year=options.accidents_per_year,
        years=options.years,
        until=options.until,
        seed=options.seed,
    )
    terminal.say("sample_done", accidents=summary.accidents, folder=options.out)
    return 0


def _setup(_: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """Install an optional extra beside the packages that are there."""
    from generator.environment import add_extra

    code = add_extra(EXTRAS[options.extra])
    if code == 0:
        terminal.say(f"setup_done_{options.extra}")
    return code


def _test(_: Home, options: argparse.Namespace, __: Terminal) -> int:
    """Run the project's own tests."""
    import pytest

    from generator.home import PROJECT

    os.chdir(PROJECT)
    return int(pytest.main(list(options.words)))


def _from(module: str, function: str) -> Callable[[Home, argparse.Namespace, Terminal], int]:
    """The action of a verb that lives in another module, imported when it is used."""

    def act(home: Home, options: argparse.Namespace, terminal: Terminal) -> int:
        import importlib

        action: Any = getattr(importlib.import_module(module), function)
        return int(action(home, options, terminal) or 0)

    return act


_DESK = "generator.desk"
_ACTIONS: dict[str, Callable[[Home, argparse.Namespace, Terminal], int]] = {
    "week": _week,
    "all": _all,
    "sample": _sample,
    "new": _from("generator.new_campaign.verb", "make_campaign"),
    "check": _from("generator.check", "check"),
    "lint": _from("generator.lint", "lint_files"),
    "preview": _from("generator.preview.verb", "preview"),
    "evaluate": _from("generator.evaluate", "evaluate"),
    "year": _from("generator.year", "show_year"),
    "setup": _setup,
    "test": _test,
    "now": _from("generator.quick_warning.verb", "warn_now"),
    "list": _from(_DESK, "list_posts"),
    "approve": _from(_DESK, "approve"),
    "hold": _from(_DESK, "hold"),
    "release": _from(_DESK, "release"),
    "mark": _from(_DESK, "mark"),
    "tick": _from(_DESK, "tick_once"),
    "watch": _from(_DESK, "keep_watch"),
    "take-over": _from("generator.take_over", "take_over"),
    "verify": _from(_DESK, "verify"),
    "clean": _from(_DESK, "clean"),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
