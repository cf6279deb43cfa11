import numpy as np

from generator.analysis.detector.editions import Place, public_list


def place(x, q):
    return Place(np.array([[x, 0.0], [x + 50.0, 0.0]]), q)


def listed(*editions):
    return sorted(float(one.place.xy[0, 0]) for one in public_list(editions))


def test_a_place_comes_with_a_small_q_only():
    assert listed([place(0, 0.04), place(1000, 0.06)]) == [0.0]


def test_a_listed_place_stays_while_it_is_only_doubtful():
    assert listed([place(0, 0.04)], [place(10, 0.15)], [place(0, 0.18)], [place(5, 0.2)]) == [5.0]


def test_one_edition_above_the_bar_does_not_remove_a_place():
    assert listed([place(0, 0.04)], []) == [0.0]
    assert listed([place(0, 0.04)], [place(0, 0.3)]) == [0.0]


def test_two_editions_above_the_bar_do():
    assert listed([place(0, 0.04)], [], [place(0, 0.3)]) == []


def test_a_doubtful_edition_between_two_bad_ones_starts_the_count_anew():
    assert listed([place(0, 0.04)], [], [place(0, 0.1)], []) == [0.0]


def test_a_place_that_moved_a_little_is_listed_once():
    assert listed([place(0, 0.01)], [place(40, 0.01)]) == [40.0]


def test_a_place_that_was_never_sure_is_never_listed():
    assert listed([place(0, 0.1)], [place(0, 0.06)], [place(0, 0.19)]) == []


def test_the_form_of_a_waiting_place_is_its_last_one():
    (one,) = public_list([[place(0, 0.01)], [place(20, 0.01)], []])
    assert one.misses == 1
    assert one.place.xy[0, 0] == 20.0
