/** A text as the words that the index knows it by: the rules of generator/outputs/search/words.py, in JavaScript. */

const LONGEST = 64
const MARKS = /[\u0300-\u036f]/g
const WORD = /[\p{L}\p{N}]+(?:\.\p{Nd}[\p{L}\p{N}]*)*/gu
const UNSPACED = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g

/** Returns the words in order, stop words among them: `(LLMs)` is `llms`, `Gödel` is `godel`. */
export function readWords(text) {
  return fold(text).match(WORD)?.map(cut) ?? []
}

/** Returns the words with where each stands: [start, end, words], in the characters of the text itself. */
export function readSpans(text) {
  const spans = []
  // A mark belongs to its letter: it stands apart only in decomposed text.
  for (const { 0: found, index } of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:\.\p{Nd}[\p{L}\p{N}\p{M}]*)*/gu)) {
    const words = readWords(found)
    if (words.length) spans.push([index, index + found.length, words])
  }
  return spans
}

function fold(text) {
  const plain = text.normalize("NFKD").replace(MARKS, "").normalize("NFC")
  return plain.replace(UNSPACED, (run) => ` ${pair(run)} `).toLowerCase()
}

function pair(run) {
  const signs = [...run]
  return signs.slice(1).map((sign, i) => signs[i] + sign).join(" ") || run
}

function cut(word) {
  return word.length > LONGEST ? [...word].slice(0, LONGEST).join("") : word
}
