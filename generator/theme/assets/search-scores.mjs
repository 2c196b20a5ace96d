/** Ranks documents as lunr does, by the same arithmetic to the last digit, and then by how near the words stand. */

import { FIELDS } from "./search-index.mjs"
import { readWords } from "./search-words.mjs"

/** What a word counts for in each of FIELDS. */
export const BOOSTS = [1, 5, 1, 2]
const K1 = 1.2
/** How much better a document is in which each word follows the one before, as typed. */
const NEAR = 1.5
/** How much better a document is of which the words are the whole title. */
const TITLE = 3
/** How much better a document is for words just as they were typed: for their share, and where it is all of them. */
const TYPED = 0.4
const ALL_TYPED = 4

/**
 * Returns each document's weight for one term: lunr's BM25 with k1 = 1.2 and b = 0, each field's rounded as lunr
 * rounds it. (With b = 0 a field's length does not matter: abstracts are nearly as long as each other, and their
 * lengths would have to be fetched.)
 */
function weigh({ documents, times }, size) {
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
 * Returns the documents that have at least `required` of the words that are not optional, best first, as
 * [document, score].
 * @param {{exact: Postings | null, loose: Postings | null, typed: Postings | null, optional: boolean}[]} words what has
 *   the word in any form, what has one that begins so, what has it as it was typed
 */
export function rank(words, size, required, allowed) {
  const needed = words.filter(({ optional }) => !optional).length
  const { scores, counts, asTyped } = score(words, size)
  const found = []
  for (let document = 0; document < size; document++) {
    if (counts[document] < required || !counts[document] || !allowed(document)) continue
    // Where not all words are required, the more the better.
    const share = counts[document] / needed
    const typed = asTyped[document] / words.length
    found.push([document, scores[document] * share * share * (1 + TYPED * typed + (typed === 1 ? ALL_TYPED : 0))])
  }
  return found.sort(([one, its], [other, score]) => score - its || one - other)
}

/** Returns for each document its score, lunr's, how many of the words it has, and how many just as they were typed. */
export function score(words, size) {
  const scores = new Float64Array(size)
  const counts = new Uint8Array(size)
  const asTyped = new Uint8Array(size)
  for (const { exact, loose, typed, optional } of words) {
    typed?.documents.forEach((document) => asTyped[document]++)
    const seen = new Uint8Array(size)
    for (const postings of [exact, loose]) {
      const weights = postings && weigh(postings, size)
      postings?.documents.forEach((document, i) => {
        if (seen[document]) return
        seen[document] = 1
        scores[document] += weights[i]
        if (!optional) counts[document]++
      })
    }
  }
  // lunr divides by the length of the query's vector, of the words that there are.
  const length = Math.sqrt(words.filter(({ exact, loose }) => exact || loose).length)
  return { scores: scores.map((sum) => sum / length), counts, asTyped }
}

/**
 * Returns how much better than its score a document is, by the order in which the query's words stand in it.
 * @param {string[]} texts title and abstract
 * @param {{isMeant: (word: string) => boolean}[]} words all that were typed, stop words among them
 */
export function closeness([title, text], words) {
  const titled = places(readWords(title), words)
  const told = places(readWords(text), words)
  let near = 0
  for (let i = 1; i < words.length; i++) if (follows(titled, i) || follows(told, i)) near++
  const covered = titled.filter((found) => found.length).length
  const share = covered / Math.max(words.length, readWords(title).length)
  return 1 + (NEAR * near) / Math.max(1, words.length - 1) + TITLE * share
}

function places(text, words) {
  return words.map(({ isMeant }) => text.flatMap((word, place) => (isMeant(word) ? [place] : [])))
}

function follows(found, i) {
  return found[i].some((place) => found[i - 1].includes(place - 1))
}
