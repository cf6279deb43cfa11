"""Columns of text, coded where few texts differ: what a text means is asked once, and rows say which one they hold.

A coded column is a pandas category of texts, any other a plain "str"; every function here takes both. Neither holds
missing values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_SAMPLE = 2_000  # rows from the whole length of a column
_MOST_DIFFERENT = 0.75  # share of a sample; a list of more different texts is hardly shorter than the column


def coded(texts: pd.Series) -> pd.Series:
    """The texts in one piece, "" for missing ones: coded where a sample says that few differ."""
    whole = arrow_texts(texts).combine_chunks().fill_null("")
    sample = whole.take(pa.array(np.arange(0, len(whole), max(1, len(whole) // _SAMPLE))))
    if len(sample.unique()) > _MOST_DIFFERENT * len(sample):
        return pd.Series(whole.to_pandas().array, index=texts.index, dtype="str")
    listed = whole.dictionary_encode()
    return _coded(listed.indices.to_numpy(), listed.dictionary.to_pandas(), texts.index)


def one_text(text: str, index: pd.Index) -> pd.Series:
    """The same text in every row."""
    return _coded(np.zeros(len(index), dtype=np.int8), pd.Series([text], dtype="str"), index)


def one_of(texts: Sequence[str], which: NDArray[np.integer | np.bool_]) -> pd.api.extensions.ExtensionArray:
    """One of some texts in every row, by its number."""
    return pd.array(list(texts), dtype="str").take(which.astype(np.int8))


def plain(texts: pd.Series) -> pd.Series:
    """The texts as they are, one a row."""
    if not _is_coded(texts):
        return texts
    return pd.Series(texts.array.categories.array.take(texts.array.codes), index=texts.index, dtype="str")


def parted(texts: pd.Series) -> tuple[NDArray[np.intp], pd.Series]:
    """Which text each row holds, and the different texts that occur."""
    if not _is_coded(texts):
        places, different = pd.factorize(texts.fillna(""))
        return places, pd.Series(different, dtype="str")
    places, different = texts.array.codes, texts.array.categories.array
    occurs = np.bincount(places, minlength=len(different)) > 0
    if not occurs.all():
        places, different = (np.cumsum(occurs) - 1)[places], different[occurs]
    return places, pd.Series(different, dtype="str")


def each(texts: pd.Series, look: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """What `look` makes of a column, one value a row; of a coded column it sees every different text once.

    `look` must judge each text by itself; it may see texts that no row holds any more.
    """
    if not _is_coded(texts):
        return look(texts)
    different = pd.Series(texts.array.categories.array)
    made = look(different)
    return texts if made.equals(different) else spread(made, texts.array.codes, texts)


def spread(made: pd.Series, places: NDArray[np.integer], texts: pd.Series) -> pd.Series:
    """What was made of the different texts, for each row: texts out of a coded column are coded again."""
    if not (_is_coded(texts) and made.dtype == "str"):
        return pd.Series(made.array.take(places), index=texts.index)
    again, different = pd.factorize(made)
    return _coded(again[places], pd.Series(different, dtype="str"), texts.index)


def each_row(texts: pd.Series, look: Callable[[pd.Series], pd.DataFrame]) -> pd.DataFrame:
    """The same for a look that gives several columns for texts 0, 1, 2 ..., in their order."""
    if not _is_coded(texts):
        return look(texts.reset_index(drop=True)).set_axis(texts.index)
    places, different = parted(texts)
    return look(different).take(places).set_axis(texts.index)


def stripped(texts: pd.Series) -> pd.Series:
    """The texts without blanks at their ends."""
    return each(texts, lambda different: different.str.strip())


def says(texts: pd.Series) -> pd.Series:
    """Rows whose text is more than blanks (boolean)."""
    return each(texts, lambda different: different.str.strip() != "")


def matches(texts: pd.Series, pattern: str) -> pd.Series:
    """Rows whose whole text follows a pattern (boolean)."""
    return each(texts, lambda different: different.str.fullmatch(pattern))


def first_said(texts: pd.Series, others: pd.Series) -> pd.Series:
    """The texts, and the others in rows where they are blank."""
    is_said = says(texts)
    if is_said.all():
        return texts
    if not is_said.any():
        return others
    if not (_is_coded(texts) and _is_coded(others)):
        return plain(texts).where(is_said, plain(others))
    (places, mine), (other_places, theirs) = parted(texts), parted(others)
    both = pd.concat([mine, theirs], ignore_index=True)
    return spread(both, np.where(is_said, places, other_places.astype(np.int64) + len(mine)), texts)


def arrow_texts(texts: pd.Series) -> pa.ChunkedArray:
    """The same texts for functions of Arrow, which know more than pandas."""
    made = pa.array(texts, pa.large_string())
    return pa.chunked_array(made.chunks if isinstance(made, pa.ChunkedArray) else [made], pa.large_string())


def _is_coded(texts: pd.Series) -> bool:
    return isinstance(texts.dtype, pd.CategoricalDtype)


def _coded(places: NDArray[np.integer], different: pd.Series, index: pd.Index) -> pd.Series:
    return pd.Series(
        pd.Categorical.from_codes(places, categories=pd.Index(different, dtype="str"), validate=False),
        index=index,
    )
