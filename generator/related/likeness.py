"""Likeness: how near two papers are, by the terms they share and the topics they carry.

Where it stands: after `terms`; `neighbours` chooses among the pairs found here, `reasons` tells what they share.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from sparse_dot_topn import sp_matmul_topn

from generator.related.terms import TermReader

TITLE_WEIGHT = 3
"""How often a title's terms count: it names the subject in ten words, an abstract in a hundred."""
COMMON = 0.2
"""Share of the papers from which on a term tells nothing, and would cost most of the time."""
FEWEST_COMMON = 50
"""Papers below which no term is too common."""
TOPICS_SHARE = 0.35
"""The part of the score that topics have. Among 140 labelled papers, with no least score, 85 % of those listed first
share a topic at 0.1, 89 % at 0.3, 91 % from 0.35 to 0.5; more would only take from what the texts say."""
TOPIC_WEIGHTS = (1.0, 0.7, 0.5, 0.4)
"""Of a paper's topics, best first, about as often as they were right: 96, 77, 36 and 60 % of those labelled."""
LEAST_SCORE = 0.28
"""Least score of a pair worth listing. Of labelled pairs that have it 95 % share a topic; from 0.25 to 0.30 it is 86 %,
from 0.20 to 0.25 79 %, from 0.15 to 0.20 69 %."""
LEAST_TEXT = 0.02
"""Least likeness of the texts: nine of ten pairs among 3,700 papers have less. Topics alone make no pair."""
NEAREST = 20
"""Partners looked at for each paper: enough for six where many of them are listed often already."""

_BLOCK = 4096
"""Pairs taken apart at once: some 20 MB."""

Matrix: TypeAlias = Any
"""A sparse matrix in rows; scipy ships no types."""
Vectors: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a paper is about, as far as likeness goes."""

    title: str
    """Plain text."""
    abstract: str
    """Plain text."""
    topics: tuple[str, ...]
    """Slugs, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two papers that are near each other; neither comes first in any sense."""

    one: int
    """Number of the paper in the order given, from 0."""
    other: int
    """As `one`, and greater."""
    score: float
    """The cosine of terms and topics together, LEAST_SCORE to 1."""
    text: float
    """The cosine of the terms alone, LEAST_TEXT to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The pairs that are near each other, and the terms that say so."""

    pairs: tuple[Pair, ...]
    """By numbers."""
    terms: NDArray[np.object_]
    """The key of each column."""
    weights: Matrix
    """Papers in rows, terms in columns, TF-IDF weights, each row of length 1."""

    def shared(self, pairs: Sequence[Pair]) -> Iterator[dict[str, float]]:
        """Yield for each pair the terms that both papers hold, and what each adds to the likeness of their texts."""
        for start in range(0, len(pairs), _BLOCK):
            block = pairs[start : start + _BLOCK]
            products = self.weights[[pair.one for pair in block]].multiply(self.weights[[pair.other for pair in block]])
            products = products.tocsr()
            for first, last in pairwise(products.indptr.tolist()):
                terms = self.terms[products.indices[first:last]]
                yield dict(zip(terms.tolist(), products.data[first:last].tolist(), strict=True))


def compare(subjects: Sequence[Subject], reader: TermReader) -> Likeness:
    """Return which papers are near each other: each one's NEAREST, whichever of the two is near to the other.

    Terms are weighed as scikit-learn does it, (1 + ln n) (1 + ln((1 + papers) / (1 + papers that hold it))); terms and
    topics stand side by side in one row of length 1, so that one product of sparse matrices scores both.
    """
    vectorizer = TfidfVectorizer(
        analyzer=lambda subject: _keys(subject, reader),
        sublinear_tf=True,
        max_df=max(FEWEST_COMMON, int(COMMON * len(subjects))),
        dtype=np.float32,
    )
    try:
        weights = vectorizer.fit_transform(subjects)
    except ValueError:
        # scikit-learn's word for papers that hold no term at all
        return Likeness(pairs=(), terms=np.empty(0, object), weights=sparse.csr_matrix((len(subjects), 0)))
    return Likeness(
        pairs=tuple(_pairs(weights, _carried(subjects))), terms=vectorizer.get_feature_names_out(), weights=weights
    )


def _keys(subject: Subject, reader: TermReader) -> list[str]:
    return reader.keys(subject.title) * TITLE_WEIGHT + reader.keys(subject.abstract)


def _carried(subjects: Sequence[Subject]) -> Vectors:
    """Return the topics of all, one in a row of length 1."""
    columns = {slug: at for at, slug in enumerate(sorted({slug for subject in subjects for slug in subject.topics}))}
    carried = np.zeros((len(subjects), max(1, len(columns))), np.float32)
    for row, subject in enumerate(subjects):
        for rank, slug in enumerate(subject.topics):
            carried[row, columns[slug]] = TOPIC_WEIGHTS[min(rank, len(TOPIC_WEIGHTS) - 1)]
    return np.asarray(normalize(carried), np.float32)


def _pairs(weights: Matrix, carried: Vectors) -> Iterator[Pair]:
    shares = np.sqrt([1 - TOPICS_SHARE, TOPICS_SHARE], dtype=np.float32)
    rows = sparse.hstack((weights * shares[0], sparse.csr_matrix(carried * shares[1])), format="csr")
    # One more than wanted, for a paper is nearest to itself. Each row is one thread's work, whatever their number.
    near = sp_matmul_topn(
        rows, rows.T.tocsr(), top_n=NEAREST + 1, threshold=LEAST_SCORE, n_threads=os.cpu_count() or 1
    ).tocoo()
    apart = near.row != near.col
    ends = np.sort(np.stack((near.row, near.col))[:, apart], axis=0)
    ends, first = np.unique(ends, axis=1, return_index=True)
    scores = near.data[apart][first]
    texts = (scores - TOPICS_SHARE * np.einsum("ij,ij->i", carried[ends[0]], carried[ends[1]])) / (1 - TOPICS_SHARE)
    for one, other, score, text in zip(*ends.tolist(), scores.tolist(), texts.tolist(), strict=True):
        if text >= LEAST_TEXT:
            yield Pair(one=one, other=other, score=round(score, 5), text=round(text, 5))
