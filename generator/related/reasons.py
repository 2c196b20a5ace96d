"""Reasons: why two papers are related, in words that a reader finds in both.

Where it stands: after `neighbours`, whose pairs these are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, product, starmap

import numpy as np

from generator.memory import FORGETFUL, Memory, key
from generator.related.likeness import Subject
from generator.related.neighbours import Pair
from generator.related.terms import TermReader, is_whole
from generator.related.weights import Weights
from generator.related.words import GENERAL
from generator.topics.vocabulary import Vocabulary
from generator.workers import spread

_STAGE = "reasons"
_BLOCK = 4096
"""Pairs taken apart at once: some 20 MB."""
MOST_TERMS = 3
"""Terms told."""
_CONSIDERED = 16
"""Shared terms, heaviest first, that are looked at as papers write them."""
_SEVERAL_WORDS = 2.0
"""What the weight of more than one word is multiplied by: they tell more, and share their weight with each alone."""
_NAME = 1.5
"""What that of an acronym or a name is multiplied by."""
_LEAST_WEIGHT = 0.2
"""Least weight of a term told, as a share of the heaviest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """How a paper writes terms."""

    forms: Mapping[str, str]
    """As its abstract has it, for there a capital letter has a reason; as its title has it for others."""
    titular: Collection[str]
    """The terms of its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """Knows which single words tell something, and remembers its answers."""

    vocabulary: Vocabulary
    answers: dict[str, bool] = field(default_factory=dict)

    def is_evidence(self, form: str) -> bool:
        """Return whether the vocabulary takes a word for a sign of any topic, and for more than a weak one."""
        answer = self.answers.get(form)
        if answer is None:
            found = self.vocabulary.book.find(form)
            claims = chain.from_iterable(self.vocabulary.claims[occurrence.phrase] for occurrence in found)
            answer = self.answers[form] = any(claim.weight > self.vocabulary.scoring.weak for claim in claims)
        return answer


def explain(
    pairs: Sequence[Pair],
    subjects: Sequence[Subject],
    weights: Weights,
    vocabulary: Vocabulary,
    memory: Memory = FORGETFUL,
) -> dict[Pair, str]:
    """Return the reason of each pair, such as `Both on continual learning: rehearsal, class-incremental`.

    It names the topic that stands foremost in both papers, and the terms that make their texts alike, as the papers
    write them. It is the same whichever of the two lists the other.
    """
    basis = key(weights.basis, vocabulary.content_hash)
    kept = memory.recall(_STAGE)
    known: dict[str, str] = kept.get("reasons", {}) if kept.get("basis") == basis else {}
    marks = {pair: " ".join(sorted(subjects[end].mark for end in pair)) for pair in pairs}
    new = [pair for pair in pairs if marks[pair] not in known]
    known |= zip((marks[pair] for pair in new), spread(_Explainer.of(subjects, weights, vocabulary), new), strict=True)
    memory.keep(_STAGE, {"basis": basis, "reasons": {mark: known[mark] for mark in marks.values()}})
    return {pair: known[mark] for pair, mark in marks.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Explainer:
    """Gives the reasons of pairs."""

    subjects: Sequence[Subject]
    weights: Weights
    names: Mapping[str, str]
    """Topic slug -> its name as it stands within a sentence."""
    words: Mapping[str, frozenset[str]]
    """Topic slug -> the words of its name."""
    judge: _Judge
    reader: TermReader

    @classmethod
    def of(cls, subjects: Sequence[Subject], weights: Weights, vocabulary: Vocabulary) -> "_Explainer":
        """Return one for these papers."""
        reader = TermReader()
        names = {slug: _in_a_sentence(topic.name) for slug, topic in vocabulary.topics.items()}
        words = {slug: _words(name, reader) for slug, name in names.items()}
        judge = _Judge(vocabulary=vocabulary)
        return cls(subjects=subjects, weights=weights, names=names, words=words, judge=judge, reader=reader)

    def __call__(self, pairs: Sequence[Pair]) -> list[str]:
        """Return the reason of each pair."""
        shared = [_heaviest(terms) for terms in self._share(pairs)]
        wanted: dict[int, set[str]] = defaultdict(set)
        for pair, terms in zip(pairs, shared, strict=True):
            for end in pair:
                wanted[end].update(terms)
        wordings = {number: _word(self.subjects[number], keys, self.reader) for number, keys in wanted.items()}
        return [
            self._tell(pair, terms, wordings[pair[0]], wordings[pair[1]])
            for pair, terms in zip(pairs, shared, strict=True)
        ]

    def _share(self, pairs: Sequence[Pair]) -> Iterator[dict[str, int]]:
        """Yield for each pair the terms that both papers hold, and what each adds to the likeness of their texts."""
        terms, matrix = self.weights.terms, self.weights.matrix
        for start in range(0, len(pairs), _BLOCK):
            ends = np.array(pairs[start : start + _BLOCK])
            products = matrix[ends[:, 0]].multiply(matrix[ends[:, 1]]).tocsr()
            for first, last in pairwise(products.indptr.tolist()):
                numbers, added = products.indices[first:last].tolist(), products.data[first:last].tolist()
                yield {terms[number]: weight for number, weight in zip(numbers, added, strict=True)}

    def _tell(self, pair: Pair, shared: Mapping[str, int], one: _Wording, other: _Wording) -> str:
        topic = _foremost(*(self.subjects[end].topics for end in pair))
        told = _tell(shared, one, other, self.words.get(topic, frozenset()), self.judge)
        return _sentence(self.names.get(topic, ""), ", ".join(told))


def _heaviest(terms: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(terms.items(), key=lambda term: (-term[1], term[0]))[:_CONSIDERED])


def _word(subject: Subject, keys: Collection[str], reader: TermReader) -> _Wording:
    in_title = reader.written(subject.title, keys)
    return _Wording(forms=in_title | reader.written(subject.abstract, keys), titular=in_title.keys())


def _in_a_sentence(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _words(name: str, reader: TermReader) -> frozenset[str]:
    """Return the words of a topic's name, and the acronym that they would make."""
    words = [key for key in reader.keys(name) if " " not in key]
    return frozenset((*words, "".join(word[0] for word in words)))


def _foremost(one: Sequence[str], other: Sequence[str]) -> str:
    """Return the shared topic that stands foremost in both; nothing where they share none."""
    return min(set(one).intersection(other), key=lambda slug: (one.index(slug) + other.index(slug), slug), default="")


def _sentence(topic: str, told: str) -> str:
    return f"Both on {topic}: {told}" if topic and told else f"Both on {topic or told or 'much the same'}"


def _tell(
    shared: Mapping[str, int], one: _Wording, other: _Wording, said: frozenset[str], judge: _Judge
) -> Iterator[str]:
    """Yield the terms that tell most; none with a word of those before it, or of those `said` already."""
    forms = {key: min(one.forms[key], other.forms[key], key=_plainest) for key in one.forms.keys() & other.forms.keys()}
    weights = {
        key: weight * (_SEVERAL_WORDS if " " in key else _NAME if _is_name(form) else 1.0)
        for key, form in forms.items()
        if (weight := shared.get(key) or _sum(key, shared))
        and is_whole(key)
        and not GENERAL.issuperset(key.split())
        and (" " in key or _is_name(form) or (key in one.titular and key in other.titular) or judge.is_evidence(form))
    }
    least = _LEAST_WEIGHT * max(weights.values(), default=0.0)
    told = 0
    for term in sorted(weights, key=lambda term: (-weights[term], term)):
        words = frozenset(term.split()) - {"of"}
        if told < MOST_TERMS and weights[term] >= least and not any(starmap(_is_kin, product(words, said))):
            told += 1
            said |= words
            yield forms[term]


def _sum(key: str, shared: Mapping[str, int]) -> int:
    """Return what three words add, which is what the pairs of them add."""
    return sum(weight for pair, weight in shared.items() if " " in pair and pair in key)


def _is_kin(one: str, other: str) -> bool:
    """Return whether one of two words starts with the other (`continual`, `continually`)."""
    return one.startswith(other) or other.startswith(one)


def _plainest(form: str) -> tuple[bool, str]:
    return (not form.islower(), form)


def _is_name(form: str) -> bool:
    """Return whether capitals or digits inside a word show it to be an acronym or a name (`RLHF`, `LoRA`, `3D`)."""
    return not form[1:].islower()
