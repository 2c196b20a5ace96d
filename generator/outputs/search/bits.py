"""Numbers -> bits, a whole index at a time.

Where it stands: after `words` among `outputs.search`; `theme/assets/search-bits.mjs` reads what is written here.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
_FULL = 128
"""What the seven bits of a byte of a `varint` do not hold."""


def rice_width(counts: Ints, space: int) -> Ints:
    """Return for each of `counts`, so many ascending numbers below `space`, the width that suits their gaps.

    It is the greatest k of which 2^k is no more than ln 2 times the mean gap (Rice's code for what chance makes), in
    whole numbers, 9/13 for ln 2, so that the browser comes to the same.
    """
    widths = np.zeros_like(counts)
    for k in range(1, space.bit_length() + 1):
        widths += counts * (13 << k) <= 9 * space
    return widths


def find_gaps(numbers: Ints, rows: Ints) -> Ints:
    """Return how far each number is beyond the one before in its row, or beyond -1, less one.

    `rows` says how many of the numbers, which ascend there, each row has.
    """
    gaps = np.diff(numbers, prepend=0) - 1
    heads = (np.cumsum(rows) - rows)[rows > 0]
    gaps[heads] = numbers[heads]
    return gaps


def pack(values: Ints, widths: Ints, rows: Ints) -> list[bytes]:
    """Return rows of codes, each row in bytes of its own: `rows` says how many of the `values` each takes.

    A code is Rice's: the value without its last `width` bits in unary (so many ones, then a zero), then these bits,
    lowest first.
    """
    ones = values >> widths
    lengths = ones + 1 + widths
    row_of = np.repeat(np.arange(len(rows)), rows)
    row_bits = np.bincount(row_of, weights=lengths, minlength=len(rows)).astype(np.int64)
    row_bytes = (row_bits + 7) // 8
    # where a code starts: after all codes before it, and the bits that fill up the rows before its own
    filling = np.cumsum(row_bytes * 8 - row_bits) - (row_bytes * 8 - row_bits)
    starts = np.cumsum(lengths) - lengths + filling[row_of]
    bits = np.zeros(int(row_bytes.sum()) * 8, dtype=np.uint8)
    bits[np.repeat(starts, ones) + ramp(ones)] = 1
    first = starts + ones + 1
    for place in range(int(widths.max(initial=0))):
        here = np.flatnonzero(widths > place)
        bits[first[here] + place] = (values[here] >> place) & 1
    packed = np.packbits(bits, bitorder="little").tobytes()
    ends = np.cumsum(row_bytes).tolist()
    return [packed[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def ramp(lengths: Ints) -> Ints:
    """Return 0, 1, … up to each length, one after the other."""
    filled = lengths[lengths > 0]
    steps = np.ones(int(filled.sum()), dtype=np.int64)
    if len(filled):
        # one on at each place, and back to 0 where the next begins
        steps[0] = 0
        steps[np.cumsum(filled[:-1])] = 1 - filled[:-1]
    climbed: Ints = np.cumsum(steps)
    return climbed


def varint(number: int) -> bytes:
    """Return a whole number in bytes of seven bits, lowest first, all but the last with the eighth bit set."""
    parts = bytearray()
    while number >= _FULL:
        parts.append(number % _FULL | _FULL)
        number //= _FULL
    parts.append(number)
    return bytes(parts)
