/** Ranks documents as lunr does, by the same arithmetic to the last digit, and then by how near the words stand. */

import { FIELDS } from "./search-index.mjs"
import { readWords } from "./search-words.mjs"

/** What a word counts for in each of FIELDS. */
export const BOOSTS = [1, 4, 1, 2]
const K1 = 1.2
/** Of a word that only begins as the query's last one does. */
const LOOSE = 0.4
const NEAR = 1
const TITLE = 1

/**
 * Returns each document's weight for one term: lunr's BM25 with k1 = 1.2 and b = 0, each field's rounded as lunr
 * rounds it. (With b = 0 a field's length does not matter: abstracts are nearly as long as each other, and their
 * lengths would have to be fetched.)
 */
export function weigh({ documents, times }, size) {
  let found = 0
  for (const time of times) if (time) found++
  const idf = Math.log(1 + Math.abs((size - found + 0.5) / (found + 0.5)))
  const weights = new Float64Array(documents.length)
  for (let i = 0; i < times.length; i++) {
    const tf = times[i]
    if (tf) {
      const weight = (idf * ((K1 + 1) * tf)) / (K1 + tf)
      weights[Math.floor(i / FIELDS.length)] += Math.round(weight * BOOSTS[i % FIELDS.length] * 1000) / 1000
    }
  }
  return weights
}

/**
 * Returns the documents that have at least `required` of the words, best first, as [document, score].
 * @param {{exact: Postings | null, loose: Postings | null}[]} words
 */
export function rank(words, size, required, allowed) {
  const scores = new Float64Array(size)
  const counts = new Uint8Array(size)
  for (const { exact, loose } of words) {
    const seen = new Set()
    if (exact) {
      const weights = weigh(exact, size)
      exact.documents.forEach((document, i) => {
        scores[document] += weights[i]
        counts[document]++
        seen.add(document)
      })
    }
    if (loose) {
      const weights = weigh(loose, size)
      loose.documents.forEach((document, i) => {
        if (seen.has(document)) return
        scores[document] += weights[i] * LOOSE
        counts[document]++
      })
    }
  }
  const found = []
  for (let document = 0; document < size; document++) {
    if (counts[document] < required || !counts[document] || !allowed(document)) continue
    // As lunr divides by the length of the query's vector; where not all words are required, the more the better.
    const share = counts[document] / words.length
    found.push([document, (scores[document] / Math.sqrt(words.length)) * (required < words.length ? share * share : 1)])
  }
  return found.sort(([one, its], [other, score]) => score - its || one - other)
}

/**
 * Returns how much better than its score a document is, by the order in which the query's words stand in it.
 * @param {string[]} texts title and abstract
 * @param {{offset: number, isMeant: (word: string) => boolean}[]} words
 */
export function closeness([title, text], words) {
  if (!words.length) return 1
  const titled = places(readWords(title), words)
  const told = places(readWords(text), words)
  let near = 0
  for (let i = 1; i < words.length; i++) {
    const step = words[i].offset - words[i - 1].offset
    if (follows(titled, i, step) || follows(told, i, step)) near++
  }
  const covered = titled.filter((found) => found.length).length
  const share = covered / Math.max(words.length, readWords(title).length)
  return 1 + (words.length > 1 ? (NEAR * near) / (words.length - 1) : 0) + TITLE * share
}

function places(text, words) {
  return words.map(({ isMeant }) => text.flatMap((word, place) => (isMeant(word) ? [place] : [])))
}

function follows(found, i, step) {
  return found[i].some((place) => found[i - 1].includes(place - step))
}
