"""Text tables as programs write them: every delimiter, every kind of line, rows numbered as an office program does."""

import pytest

from generator.errors import DataError
from tests.accidents.reading import cells, numbered, raw, told

HEAD = ["Tanggal", "Jam", "Nama Jalan"]
BODY = [["1-3-2026", "08:30", "Jl. A"], ["2-3-2026", "09:15", "Jl. B, depan pasar"]]


def written(folder, text, encoding="utf-8", name="a.csv"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x1f"])
def test_any_delimiter_is_told_by_the_headings(tmp_path, delimiter):
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in BODY]
    text = "\n".join(delimiter.join(row) for row in [HEAD, *quoted])
    assert cells(written(tmp_path, text)) == [HEAD, *BODY]


def test_a_colon_divides_only_where_it_makes_headings(tmp_path):
    assert cells(written(tmp_path, "Tanggal:Nama Jalan\n1-3-2026:Jl. A\n")) == [
        ["Tanggal", "Nama Jalan"],
        ["1-3-2026", "Jl. A"],
    ]
    assert cells(written(tmp_path, "Jam\n08:30\n09:15\n10:20\n")) == [
        ["Jam"],
        ["08:30"],
        ["09:15"],
        ["10:20"],
    ]


@pytest.mark.parametrize("delimiter", [";", ",", "|"])
def test_the_first_line_of_excel_names_the_delimiter_and_is_no_row(tmp_path, delimiter):
    text = f"sep={delimiter}\r\n" + "\r\n".join(delimiter.join(row) for row in [["a", "b"], ["1", "2"]])
    path = written(tmp_path, text)
    assert cells(path) == [["a", "b"], ["1", "2"]]
    assert raw(path)[0].first_row == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(tmp_path, end):
    assert cells(written(tmp_path, end.join(["a;b", "1;2", "3;4"]) + end)) == [
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
    ]


def test_row_numbers_are_those_of_an_office_program(tmp_path):
    text = 'POLRES REKAAN\n\nTanggal;Nama Jalan;Ket\n1-3-2026;Jl. A;"dua\nbaris\n\nkosong"\n\n\n2-3-2026;Jl. B\n3-3-2026;Jl. C;x\n'
    rows = numbered(written(tmp_path, text))
    assert {number: row[1] for number, row in rows.items()} == {
        4: "Jl. A",
        5: "",
        6: "",
        7: "Jl. B",
        8: "Jl. C",
    }
    assert rows[4][2] == "dua\nbaris\n\nkosong"


def test_rows_of_other_lengths_keep_their_place(tmp_path):
    text = "Tanggal;Jam;Nama Jalan\n1-3-2026;08:30;Jl. A\n2-3-2026\n3-3-2026;09:00;Jl. C;\n4-3-2026;1;2;3;4\n5-3-2026;;Jl. E\n"
    [table] = raw(written(tmp_path, text))
    assert table.cells.to_numpy().tolist()[2:4] == [
        ["2-3-2026", "", "", "", ""],
        ["3-3-2026", "09:00", "Jl. C", "", ""],
    ]
    assert table.lengths.tolist() == [3, 3, 1, 4, 5, 3]


def test_a_trailing_delimiter_makes_an_empty_column(tmp_path):
    assert cells(written(tmp_path, "a;b;\n1;2;\n")) == [["a", "b", ""], ["1", "2", ""]]


def test_a_quotation_mark_that_is_never_closed_harms_only_its_line(tmp_path):
    lines = [f"{n}-3-2026;Jl. {n};x" for n in range(1, 29)]
    lines[10] = '11-3-2026;"Jl. 11;x'
    lines[20] = '21-3-2026;"Jl. 21; depan";x'
    path = written(tmp_path, "\n".join(["Tanggal;Nama Jalan;Ket", *lines]))
    rows = cells(path)
    assert len(rows) == 29
    assert rows[11] == ["11-3-2026", "Jl. 11", "x"]
    assert rows[21] == ["21-3-2026", "Jl. 21; depan", "x"]
    assert told(path) == {"quotes_ignored": 1}


def test_a_mark_left_open_on_every_line_is_no_cell_over_two_lines(tmp_path):
    text = "Tanggal;Jam;Nama Jalan\n" + '1-3-2026;"08.30;Jl. A\n' * 30
    assert cells(written(tmp_path, text))[1:] == [["1-3-2026", "08.30", "Jl. A"]] * 30


def test_text_over_several_lines_with_delimiters_in_it_is_one_cell(tmp_path):
    text = "Tanggal;Uraian;MD\n" + '1-3-2026;"kata ""A""; lalu\nB; C; D\n";1\n' * 5
    assert cells(written(tmp_path, text))[1:] == [["1-3-2026", 'kata "A"; lalu\nB; C; D\n', "1"]] * 5


def test_marks_escaped_by_a_backslash_are_text(tmp_path):
    assert cells(written(tmp_path, 'a,b\n"ia \\"lari\\", jatuh",2\n'))[1] == ['ia "lari", jatuh', "2"]


def test_lines_saved_as_one_quoted_cell_each_are_divided(tmp_path):
    text = '"Tanggal,Nama Jalan,Ket"\n"1-3-2026,Jl. A,""x, y"""\n"2-3-2026,Jl. B,z"\n"3-3-2026,Jl. C,z"\n'
    assert cells(written(tmp_path, text))[1] == ["1-3-2026", "Jl. A", "x, y"]


def test_columns_that_are_only_aligned_are_refused(tmp_path):
    text = "TANGGAL     JAM    JALAN\n1-3-2026    08.30  Melati\n2-3-2026    09.00  Mawar\n3-3-2026    09.00  Mawar\n"
    with pytest.raises(DataError, match="disejajarkan dengan spasi"):
        raw(written(tmp_path, text, name="a.txt"))


def test_zeros_of_a_half_written_file_are_dropped(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\n1;2\n" + bytes(5000))
    assert cells(path) == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("text", [";;;;;", ";;\n;;\n;;", "\n\n\n", '"', '"""', "\ufeff", "x"])
def test_files_of_nearly_nothing_are_tables_of_nearly_nothing(tmp_path, text):
    [table] = raw(written(tmp_path, text))
    assert table.cells.shape[0] <= 3


def test_cells_are_backed_by_arrow(tmp_path):
    [table] = raw(written(tmp_path, "a;b\n1;2\n3\n"))
    assert {str(kind) for kind in table.cells.dtypes} == {"str"}


def test_giant_lines_and_too_many_columns_are_refused(tmp_path):
    with pytest.raises(DataError, match="16 MB"):
        raw(written(tmp_path, "a;b\n1;" + "x" * 40_000_000 + "\n"))
    with pytest.raises(DataError, match=r"4\.096 kolom"):
        raw(written(tmp_path, ";".join(map(str, range(16_000))) + "\n" + ";" * 15_999))
