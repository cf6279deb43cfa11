"""LibreOffice as an independent calculator: a workbook without its stored values, computed again."""

import os
import re
import subprocess
import zipfile

from python_calamine import CalamineWorkbook

ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def formulas_in(path):
    """Sheet number -> {address: formula} of a workbook."""
    found = {}
    with zipfile.ZipFile(path) as book:
        for name in sorted(n for n in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)):
            text = book.read(name).decode()
            number = int(re.search(r"\d+", name.rsplit("/", 1)[1])[0])
            found[number] = dict(re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>(.*?)</f>', text))
    return found


def without_values(path, target):
    """The workbook with every formula but none of the values that were stored beside them."""
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in book.namelist():
            data = book.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", data.decode())
                assert "</f><v>" not in text
                data = text.encode()
            made.writestr(name, data)
    return target


def recalculated(soffice, path, folder):
    """The workbook as LibreOffice computes it: sheet name -> rows of cells."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_COMPUTE, encoding="utf-8")
    bare = without_values(path, folder / "tanpa-nilai.xlsx")
    out = folder / "hasil"
    done = subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, bare],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
    )  # fmt: skip
    assert (out / bare.name).is_file(), done.stdout + done.stderr
    return cells_of(out / bare.name)


def cells_of(path):
    """Sheet name -> rows of cells, as they are stored."""
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
