"""Terms -> the words that a misspelt one may stand for, a file for each length.

Where it stands: after `shards` among `outputs.search`, before `index`. A word one edit away is at most one letter
longer or shorter, so that mending one takes three of the files.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from generator.outputs.search.bits import varint
from generator.outputs.search.shards import front_code

LENGTHS: Final = (3, 24)
"""Letters of the shortest and the longest words: nearly everything is one edit away from two letters."""


def write_vocabulary(terms: Sequence[str]) -> Iterator[tuple[int, bytes]]:
    """Yield each length and its words, sorted; what begins with a digit is no word that could be misspelt."""
    by_length: dict[int, list[str]] = {length: [] for length in range(LENGTHS[0], LENGTHS[1] + 1)}
    for term in terms:
        if len(term) in by_length and not term[0].isdigit():
            by_length[len(term)].append(term)
    for length, words in by_length.items():
        yield length, b"".join([varint(len(words)), *front_code(words)])
