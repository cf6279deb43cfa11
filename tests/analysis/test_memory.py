import numpy as np
import pytest

from generator.analysis.memory import KEPT, Memory, key_of


class Counted:
    def __init__(self, value):
        self.value, self.calls = value, 0

    def __call__(self):
        self.calls += 1
        return self.value


def test_what_was_measured_is_not_measured_again(tmp_path):
    measure = Counted({"p": [0.1, 1e-17, 0.30000000000000004]})
    for _ in range(3):
        assert Memory(tmp_path).recall("peta", "k", measure) == measure.value
    assert measure.calls == 1


def test_another_key_is_another_measurement(tmp_path):
    measure = Counted({"a": 1})
    for key in ("k", "l"):
        Memory(tmp_path).recall("peta", key, measure)
    assert measure.calls == 2


def test_without_a_folder_everything_is_measured():
    measure = Counted({"a": 1})
    for _ in range(2):
        Memory().recall("peta", "k", measure)
    assert measure.calls == 2


@pytest.mark.parametrize("broken", [b"", b"{", b"[1]", b"\xff\xfe", b'{"a": 1'])
def test_a_broken_file_is_measured_again(tmp_path, broken):
    (tmp_path / "peta-k.json").write_bytes(broken)
    assert Memory(tmp_path).recall("peta", "k", lambda: {"a": 2}) == {"a": 2}
    assert Memory(tmp_path).recall("peta", "k", lambda: {"a": 3}) == {"a": 2}


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path):
    (tmp_path / "berkas").write_text("")
    assert Memory(tmp_path / "berkas" / "x").recall("peta", "k", lambda: {"a": 2}) == {"a": 2}


def test_old_measurements_are_removed(tmp_path):
    for number in range(KEPT + 5):
        Memory(tmp_path).recall("peta", str(number), dict)
    assert len(list(tmp_path.glob("*.json"))) == KEPT
    assert not list(tmp_path.glob("*.part"))


def test_a_key_changes_with_every_array_and_word():
    one, other = np.arange(3.0), np.arange(4.0)
    keys = {
        key_of((one,), 1),
        key_of((other,), 1),
        key_of((one,), 2),
        key_of((one, one), 1),
        key_of((one.astype(int),), 1),
    }
    assert len(keys) == 5
    assert key_of((one.copy(),), 1) in keys
