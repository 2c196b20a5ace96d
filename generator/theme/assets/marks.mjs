/** A paper's mark: six hexadecimal digits of its slug's CRC-32, short enough to keep whole digests of them. */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** The mark of a slug, as `generator/outputs/recent.py` makes it. */
export const markOf = slug => {
  let sum = 0xffffffff
  for (const letter of slug) sum = (sum >>> 8) ^ TABLE[(sum ^ letter.charCodeAt(0)) & 0xff]
  return ((sum ^ 0xffffffff) & 0xffffff).toString(16).padStart(6, "0")
}

/** The marks in a run of them. */
export const split = marks => marks.match(/.{6}/g) ?? []

/** The marks of one run that the others lack. */
export const without = (marks, ...others) => {
  const known = new Set(others.flatMap(split))
  return split(marks).filter(mark => !known.has(mark))
}

/** Both runs as one, each mark once. */
export const join = (one, other) => [...new Set([...split(one), ...split(other)])].join("")
