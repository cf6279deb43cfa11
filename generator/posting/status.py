"""status.js: the state of the posts for index.html, which loads it from the parent folder when it is there."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from generator.posting.database import instant_text
from generator.posting.durable import plain_fault, write_durable
from generator.posting.queue_file import CURRENT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.posting.store import Store

_SHOWN = dt.timedelta(days=70)  # before and after now: pages of other weeks are not worked with
_FOR_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write_status(store: Store, campaign_output: Path, now: dt.datetime) -> Path:
    """Write output/<id>/status.js when it would be another one; call it after every decision.

    window.SELAMAT_STATUS = {"posts": {slot id: {state, revision, reason}}, "holds": [{scope, reason}]}. Raises
    QueueError when the folder cannot be written to.
    """
    path = campaign_output / "status.js"
    content = _script(store, now).encode()
    try:
        if not path.is_file() or path.read_bytes() != content:
            write_durable(path, content)
    except OSError as error:
        raise plain_fault(error, str(path)) or error from error
    return path


def _script(store: Store, now: dt.datetime) -> str:
    rows = store.with_names(
        store.database.rows(
            f"SELECT * FROM slot WHERE {CURRENT} AND due >= ? ORDER BY due, slot_id",
            instant_text(now - _SHOWN),
        )
    )
    status = {
        "posts": {r.slot_id: {"state": r.state, "revision": r.revision, "reason": r.reason} for r in rows},
        "holds": [{"scope": hold.scope, "reason": hold.reason} for hold in store.holds()],
    }
    text = json.dumps(status, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _FOR_SCRIPT.items():
        text = text.replace(sign, escaped)
    return f"window.SELAMAT_STATUS = {text};\n"
