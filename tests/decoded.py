"""Everything that a folder says, decoded: what a search for something personal has to look through.

Workbooks and archives are unpacked, Parquet and SQLite read column by column (and their bytes, for what was deleted),
pages without their escapes and with their embedded files, pictures by their notes, PDF by its streams. A kind of file
that is not known here fails, so that nothing new leaves unseen.
"""

import base64
import bz2
import contextlib
import gzip
import html
import io
import json
import re
import sqlite3
import struct
import urllib.parse
import zipfile
import zlib
from pathlib import Path

import pyarrow.parquet as pq
from PIL import Image

TEXTS = {".csv", ".tsv", ".txt", ".json", ".js", ".css", ".html", ".svg", ".toml", ".xml", ".ics", ".md", ".log",
         ".rels", ".vml", ".kunci", ".geojson"}  # fmt: skip
ARCHIVES = {".xlsx", ".xlsm", ".ods", ".docx", ".zip"}
PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".gif"}
FONTS = {".woff", ".woff2", ".ttf", ".otf"}
_DATA_URI = re.compile(r"data:([\w/+.-]*)((?:;[\w=.-]+)*),([A-Za-z0-9+/=%._~!$&'()*,;:@?-]+)")
_KINDS = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif", "image/svg+xml": ".svg",
          "text/html": ".html", "text/css": ".css", "text/javascript": ".js", "application/javascript": ".js",
          "application/json": ".json", "text/plain": ".txt", "text/csv": ".csv", "font/woff2": ".woff2",
          "font/woff": ".woff", "font/ttf": ".ttf", "application/octet-stream": ".txt", "": ".txt"}  # fmt: skip


def leaks(folder, secrets):
    """(file, secret) for each secret that a file below `folder` holds, by name or by content."""
    found = []
    for path in sorted(Path(folder).rglob("*")):
        texts = [path.relative_to(folder).as_posix()]
        if path.is_file():
            texts += decoded(path.name, path.read_bytes())
        found += [(path.relative_to(folder).as_posix(), one) for one in held(texts, secrets)]
    return found


def held(texts, secrets):
    """The secrets that stand in the texts; capitals count for nothing, and in numbers and plates neither do marks."""
    whole = "\n".join(texts).casefold()
    bare = re.sub(r"[ \t.,\-/()+]", "", whole)
    return [one for one in secrets if _is_held(one.casefold(), whole, bare)]


def _is_held(secret, whole, bare):
    if secret in whole:
        return True
    squeezed = re.sub(r"[ \t.,\-/()+]", "", secret)
    return sum(character.isdigit() for character in squeezed) >= 4 and squeezed in bare


def decoded(name, content):
    """Every text that a file of this name and content holds. Fails for a kind of file that it does not know."""
    suffix = f".{name.lower().rsplit('.', 1)[-1]}"
    if suffix in TEXTS:
        return _text(content)
    if suffix in ARCHIVES:
        return _archive(content)
    if suffix in PICTURES:
        return _picture(content)
    if suffix in FONTS:
        return _bytes(content)
    reader = {".parquet": _parquet, ".sqlite": _sqlite, ".gpkg": _sqlite, ".sqlite-wal": _bytes, ".sqlite-shm": _bytes, ".pdf": _pdf,
              ".gz": lambda packed: decoded(name[:-3], gzip.decompress(packed)),
              ".bz2": lambda packed: decoded(name[:-4], bz2.decompress(packed))}.get(suffix)  # fmt: skip
    assert reader is not None, f"tests/decoded.py does not know what {name} may hold"
    return reader(content)


def _text(content):
    text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    plain = html.unescape(text)
    texts = [
        text,
        plain,
        urllib.parse.unquote(text),
        re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text),
    ]
    texts.append(re.sub(r"\r?\n[ \t]", "", text))  # folded lines of a calendar
    for kind, options, data in _DATA_URI.findall(plain):
        if "base64" in options:
            clean = re.match(r"[A-Za-z0-9+/]*", urllib.parse.unquote(data))[0]
            inside = base64.b64decode(clean + "=" * (-len(clean) % 4))
        else:
            inside = urllib.parse.unquote_to_bytes(data)
        assert kind in _KINDS, f"tests/decoded.py does not know embedded {kind}"
        texts += decoded(f"embedded{_KINDS[kind]}", inside)
    return texts


def _bytes(content):
    """Whatever can be seen in bytes: in one byte a letter, and in two."""
    return [content.decode("utf-8", "ignore"), content.decode("latin-1"), content.decode("utf-16-le", "ignore"),
            content[1:].decode("utf-16-le", "ignore")]  # fmt: skip


def _archive(content):
    texts = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts += [packed.comment.decode("utf-8", "ignore"), *packed.namelist()]
        for one in packed.infolist():
            if not one.is_dir():
                texts += decoded(one.filename, packed.read(one))
    return texts


def _picture(content):
    """Notes inside a picture (text blocks, EXIF, XMP, comments) and its bytes."""
    with Image.open(io.BytesIO(content)) as picture:
        with contextlib.suppress(OSError):  # an empty picture of a map library is cut short
            picture.load()
        notes = [f"{key} {value}" for key, value in picture.info.items()]
        notes += [f"{key} {value}" for key, value in picture.getexif().items()]
    return [*notes, *_bytes(content)]


def _parquet(content):
    stored = pq.read_table(io.BytesIO(content))
    notes = stored.schema.metadata or {}
    texts = [f"{key.decode()} {value.decode('utf-8', 'ignore')}" for key, value in notes.items()]
    texts += [f"{field.name} {field.metadata}" for field in stored.schema]
    texts += [str(value) for column in stored.columns for value in column.unique().to_pylist()]
    texts += [_unescaped(value.decode("utf-8", "ignore")) for value in notes.values()]
    return [*texts, *_bytes(content)]


def _unescaped(text):
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def _sqlite(content):
    base = sqlite3.connect(":memory:")
    # a file in write-ahead mode cannot be opened from memory; the mode is two bytes of its header
    base.deserialize(content[:18] + b"\x01\x01" + content[20:])
    texts = [str(row) for row in base.execute("select name, sql from sqlite_master")]
    for (table,) in base.execute("select name from sqlite_master where type = 'table'").fetchall():
        texts += [str(row) for row in base.execute(f'select * from "{table}"')]
    base.close()
    return [*texts, *_bytes(content)]  # the bytes: free pages keep what was deleted


def _pdf(content):
    texts = _bytes(content)
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            texts += _bytes(zlib.decompress(stream))
        except (zlib.error, struct.error):
            texts += _bytes(stream)
    return texts
