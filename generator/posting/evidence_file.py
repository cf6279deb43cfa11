"""evidence.json: everything that the numbers of a week rest on, in one file of the analyst's folder.

The shape is described in docs/statistics.md, "One body of evidence". Sorted keys, sorted ids: the same week gives the
same bytes on every machine and Python.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from typing import TYPE_CHECKING, Any

from generator.home import PROJECT
from generator.records import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.records import Manifest, Survey

FORM = 1  # of evidence.json; goes up when a reader of the old form would fail
NAME = "evidence.json"


def write_evidence(manifest: Manifest, survey: Survey, templates: Path, folder: Path) -> Path:
    """Write the file into the analyst's folder."""
    path = folder / NAME
    body = evidence_of(manifest, survey, templates)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return path


def evidence_of(manifest: Manifest, survey: Survey, templates: Path) -> dict[str, Any]:
    """The whole evidence as plain values."""
    return {
        "form": FORM,
        "campaign": manifest.campaign,
        "week": manifest.week,
        "zone": manifest.zone,
        "is_sample": manifest.is_sample,
        "period": plain(survey.period),
        "data_until": plain(survey.data_until),
        "method": survey.method,
        "code": code_of(templates),
        "inputs": plain(sorted(manifest.inputs, key=lambda one: (one.role, one.name, one.sha256))),
        "ledger_digest": manifest.ledger_digest,
        "parameters": plain(dict(manifest.parameters)),
        "evidence": plain(survey.evidence),
        "hotspots": plain(survey.internal_hotspots),
        "watch": plain(survey.watch),
        "withheld": plain(survey.withheld),
    }


def code_of(templates: Path, project: Path = PROJECT) -> dict[str, str]:
    """Version of the program, and sha256 of its lock, of its code and of the templates; "" for what is not there."""
    described = project / "pyproject.toml"
    version = tomllib.loads(described.read_text(encoding="utf-8"))["project"]["version"]
    lock = project / "requirements.lock"
    return {
        "version": version,
        "lock_sha256": hashlib.sha256(lock.read_bytes()).hexdigest() if lock.is_file() else "",
        "code_sha256": _digest(project / "generator", ("*.py",)),
        "templates_sha256": _digest(templates, ("*.toml", "*.j2", "*.css", "*.js", "*.svg")),
    }


def _digest(folder: Path, patterns: Iterable[str]) -> str:
    """One hash over all files of these kinds: relative path and content, line ends as on POSIX, in order of paths."""
    files = {path for pattern in patterns for path in folder.rglob(pattern)}
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        digest.update(f"{name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest() if files else ""
