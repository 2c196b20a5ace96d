/** Finds the words that a misspelt one may stand for. */

const SHORTEST = 4

/** Returns the known words one edit away: a letter more, a letter less, another letter, or two neighbours swapped. */
export async function mend(index, word) {
  if (word.length < SHORTEST) return []
  const lists = await Promise.all([-1, 0, 1].map((change) => index.words(word.length + change)))
  return lists.flat().filter((known) => isOneEdit(word, known))
}

/** Whether one edit makes one word of the other. */
function isOneEdit(one, other) {
  if (one.length > other.length) return isOneEdit(other, one)
  if (other.length - one.length > 1 || one === other) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  let end = 0
  while (end < one.length - start && one.at(-1 - end) === other.at(-1 - end)) end++
  const left = other.length - start - end
  const swapped = one.length === other.length && left === 2
  return left === 1 || (swapped && one[start] === other[start + 1] && one[start + 1] === other[start])
}
