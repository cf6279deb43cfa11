"""Tables of the store and how an older file becomes a newer one (`user_version`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.posting.states import STORED, WAYS

if TYPE_CHECKING:
    import sqlite3

_STATES = ", ".join(f"'{state}'" for state in STORED)

_FIRST = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE pack (                          -- one plan for a week
    week TEXT PRIMARY KEY, manifest_sha256 TEXT NOT NULL, planned_at TEXT NOT NULL);

CREATE TABLE way (                           -- copy of states.WAYS, for the trigger
    old TEXT NOT NULL, new TEXT NOT NULL, PRIMARY KEY (old, new));

CREATE TABLE slot (                          -- one row per revision of a slot
    slot_id TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision > 0),
    week TEXT NOT NULL REFERENCES pack (week),
    platform TEXT NOT NULL, placement TEXT NOT NULL,
    due TEXT NOT NULL, wall TEXT NOT NULL, zone TEXT NOT NULL, zone_label TEXT NOT NULL,
    message_id TEXT NOT NULL, pillar TEXT NOT NULL,
    tip_id TEXT NOT NULL, tip_family TEXT NOT NULL, theme TEXT NOT NULL,
    folder TEXT NOT NULL, content_id TEXT NOT NULL CHECK (content_id <> ''),
    files TEXT NOT NULL,                     -- JSON: name in the folder -> sha256
    state TEXT NOT NULL CHECK (state IN ({_STATES})),
    reason TEXT NOT NULL DEFAULT '', changed_at TEXT NOT NULL,
    step TEXT NOT NULL DEFAULT '' CHECK (step IN ('', 'begun', 'ready')),
    attempt INTEGER NOT NULL DEFAULT 0, link TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (slot_id, revision),
    CHECK ((state = 'claimed') = (step <> '')));
CREATE UNIQUE INDEX one_current ON slot (slot_id) WHERE state <> 'superseded';
CREATE INDEX by_state ON slot (state, due);
CREATE INDEX by_week ON slot (week);
CREATE INDEX by_due ON slot (due);

CREATE TABLE approval (                      -- bound to the content; a change voids it
    slot_id TEXT NOT NULL, revision INTEGER NOT NULL, content_id TEXT NOT NULL,
    who TEXT NOT NULL, name_key TEXT NOT NULL, at TEXT NOT NULL, voided_at TEXT,
    FOREIGN KEY (slot_id, revision) REFERENCES slot (slot_id, revision));
CREATE UNIQUE INDEX once_per_person ON approval (slot_id, revision, name_key) WHERE voided_at IS NULL;

CREATE TABLE hold (
    number INTEGER PRIMARY KEY, scope TEXT NOT NULL, reason TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    until TEXT, released_at TEXT, released_by TEXT);

CREATE TABLE ledger (                        -- what was handed over: once per slot, whatever the revision
    slot_id TEXT PRIMARY KEY, revision INTEGER NOT NULL, content_id TEXT NOT NULL,
    handed_at TEXT NOT NULL, found TEXT NOT NULL,
    FOREIGN KEY (slot_id, revision) REFERENCES slot (slot_id, revision));

CREATE TABLE audit (                         -- chained by hash, see audit.py
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, system_user TEXT NOT NULL,
    what TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL);

CREATE TRIGGER slot_way BEFORE UPDATE OF state ON slot
WHEN NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM way WHERE old = OLD.state AND new = NEW.state)
BEGIN SELECT RAISE(ABORT, 'no way between these states'); END;
CREATE TRIGGER slot_content BEFORE UPDATE OF slot_id, revision, content_id, files, due, folder ON slot
BEGIN SELECT RAISE(ABORT, 'content of a revision never changes'); END;
CREATE TRIGGER slot_start BEFORE INSERT ON slot WHEN NEW.state <> 'planned'
BEGIN SELECT RAISE(ABORT, 'a revision begins planned'); END;
CREATE TRIGGER handed_needs_ledger BEFORE UPDATE OF state ON slot
WHEN NEW.state = 'handed_over'
    AND NOT EXISTS (SELECT 1 FROM ledger WHERE slot_id = NEW.slot_id AND revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, 'handed over without a ledger row'); END;
CREATE TRIGGER slot_stays BEFORE DELETE ON slot BEGIN SELECT RAISE(ABORT, 'kept for ever'); END;
CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'kept for ever'); END;
CREATE TRIGGER ledger_fixed BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'kept for ever'); END;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""

# What a post was about, so that a finding told lately can rest; "" for posts planned before this was kept.
_SUBJECT = "ALTER TABLE slot ADD COLUMN about TEXT NOT NULL DEFAULT '';"

# The instant from which on a post is not handed over any more, since what it says is over; "" for none.
_UNTIL = "ALTER TABLE slot ADD COLUMN until TEXT NOT NULL DEFAULT '';"

MIGRATIONS = (_FIRST, _SUBJECT, _UNTIL)  # the n-th one makes version n + 1; never edit one that was shipped


def migrate(database: sqlite3.Connection) -> None:
    """Bring the file to the newest version, each step in a transaction of its own.

    Two processes may start at once: the version is read again under the write lock.
    """
    for number, script in enumerate(MIGRATIONS, 1):
        if version(database) >= number:
            continue
        database.execute("BEGIN IMMEDIATE")
        try:
            if version(database) < number:
                for statement in _statements(script):
                    database.execute(statement)
                if number == 1:
                    ways = [(old, new) for old, after in WAYS.items() for new in sorted(after)]
                    database.executemany("INSERT INTO way VALUES (?, ?)", ways)
                database.execute(f"PRAGMA user_version = {number}")
            database.execute("COMMIT")
        except BaseException:
            database.execute("ROLLBACK")
            raise


def version(database: sqlite3.Connection) -> int:
    """Version of the tables in the file, 0 for a new one."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would end the transaction."""
    import sqlite3

    found, begun = [], ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            found.append(begun)
            begun = ""
    return found
