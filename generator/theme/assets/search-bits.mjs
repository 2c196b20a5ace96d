/** Reads what generator/outputs/search/bits.py writes. */

const utf8 = new TextDecoder()

/** Bytes with a place in them: whole numbers, texts and sorted words. */
export class Bytes {
  constructor(bytes) {
    this.bytes = bytes
    this.at = 0
  }

  get done() {
    return this.at >= this.bytes.length
  }

  number() {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      // Beyond the end a byte is undefined, and the number ends.
      const byte = this.bytes[this.at++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }

  take(length) {
    return this.bytes.subarray(this.at, (this.at += length))
  }

  words(count) {
    const words = []
    for (let before = ""; count > 0; count--) {
      before = before.slice(0, this.number()) + utf8.decode(this.take(this.number()))
      words.push(before)
    }
    return words
  }

  /** Ascending numbers below `space`, as `_list` of facets.py writes them. */
  list(space) {
    const count = this.number()
    return new Codes(this.take(this.number())).ascending(count, riceWidth(count, space))
  }
}

/** Codes in a row, each a number in unary and a remainder of fixed width. */
export class Codes {
  constructor(bytes) {
    this.bytes = bytes
    this.at = 0
  }

  next(width = 0) {
    let value = 0
    // Beyond the end all bits are zero.
    while ((this.bytes[this.at >> 3] >> (this.at & 7)) & 1) {
      value++
      this.at++
    }
    this.at++
    let rest = 0
    for (let place = 0; place < width; place++, this.at++) {
      rest |= ((this.bytes[this.at >> 3] >> (this.at & 7)) & 1) << place
    }
    return value * 2 ** width + rest
  }

  ascending(count, width) {
    const numbers = new Uint32Array(count)
    for (let i = 0, before = -1; i < count; i++) numbers[i] = before += this.next(width) + 1
    return numbers
  }
}

/** Returns the width of `rice_width` in bits.py. */
export function riceWidth(count, space) {
  let width = 0
  while (count * 13 * 2 ** (width + 1) <= 9 * space) width++
  return width
}
