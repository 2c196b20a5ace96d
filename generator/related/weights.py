"""What each term of a text weighs: TF-IDF, in whole numbers.

Where it stands: after `table`; `likeness` multiplies weights, `reasons` tells the heaviest.

Two things are done so that ten papers more leave what was worked out for ten thousand as it is, to the bit. How rare a
term is, is counted among the library's oldest papers alone, as many as a step of a slow ladder has; and the weights are
whole numbers, whose products add up to the same in whatever order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt, log
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from generator.memory import key
from generator.related.table import Numbers, TermTable

UNIT = 1 << 12
"""A row's length: a weight of 1. Two rows' product is at most its square, which a 32-bit number holds."""
COMMON = 0.2
"""Share of the papers from which on a term tells nothing."""
FEWEST_COMMON = 50
"""Papers below which no term is too common."""
MOST_COMMON = 400
"""Papers from which on any term is: it names a field, as topics do better, and pairs that share it are most of what
a large library would cost."""
_SMALL = 1024
"""Papers of a library whose rarities are counted anew each time, which takes no second."""
_FINE = 1 << 10
"""Steps in which a weight is rounded before rows are made of one length."""

Matrix: TypeAlias = Any
"""A sparse matrix in rows; scipy ships no types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Texts in rows, terms in columns."""

    matrix: Matrix
    """Whole numbers, each row of length UNIT, or empty where no term tells anything."""
    terms: Sequence[str]
    """The key of each column."""
    basis: str
    """A hash of what the weights come from beside each row's own text: where it is the same, they are comparable."""


def weigh(table: TermTable, marks: Sequence[str], oldest: Sequence[str]) -> Weights:
    """Return the weights of the texts of these marks, in their order; `oldest` are all marks, the oldest paper's first.

    A term weighs (1 + ln n) (1 + ln((1 + papers) / (1 + papers that hold it))), as scikit-learn has it.
    """
    sample = oldest[: sample_size(len(oldest))]
    held = np.bincount(_gather(table, sample)[1], minlength=len(table.terms))
    most = max(FEWEST_COMMON, min(MOST_COMMON, int(COMMON * len(sample))))
    sizes, numbers, counts = _gather(table, marks)
    telling = held[numbers] <= most
    # by tables: the logarithm of many numbers at once may differ in its last bit with the place among them
    rarity = np.array([1 + log((1 + len(sample)) / (1 + papers)) for papers in range(most + 1)])
    growth = np.array([0.0, *(1 + log(times) for times in range(1, int(counts.max(initial=1)) + 1))])
    rows = np.repeat(np.arange(len(marks)), sizes)[telling]
    columns = numbers[telling]
    fine = np.rint(growth[counts[telling]] * rarity[held[columns]] * _FINE)
    lengths = np.sqrt(np.bincount(rows, fine * fine, minlength=len(marks)))
    weights = np.rint(fine / lengths[rows] * UNIT).astype(np.int32)
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=len(marks)))))
    matrix = sparse.csr_matrix((weights, columns, starts), shape=(len(marks), len(table.terms)), dtype=np.int32)
    return Weights(matrix=matrix, terms=table.terms, basis=key(*sample))


def sample_size(papers: int) -> int:
    """Return how many of so many papers tell how rare terms are: all of few, of more the last power of √2 or so."""
    if papers < _SMALL:
        return papers
    power = 1 << (papers.bit_length() - 1)
    between = isqrt(2 * power * power)
    return between if between <= papers else power


def _gather(table: TermTable, marks: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """Return the sizes of these rows, and the numbers and counts of all their terms, row after row."""
    rows = np.array([table.rows[each] for each in marks], np.int32)
    sizes = np.diff(table.starts)[rows]
    ends = np.cumsum(sizes)
    places = np.repeat(table.starts[rows] - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)
    return sizes, table.numbers[places], table.counts[places]
