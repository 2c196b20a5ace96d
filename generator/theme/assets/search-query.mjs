/** Takes apart what a reader typed. */

import { isStopWord } from "./search-lunr.mjs"
import { readWords } from "./search-words.mjs"

const LONGEST = 1000
const MOST_WORDS = 32
const FEW = 2
const PART = /(-?)(?:(topic|year|date|has|author):)?(?:"([^"]*)"?|([^\s"]+))/giu
const DAY = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/

/**
 * @typedef {{word: string, offset: number, optional?: boolean}[]} Phrase words that are searched for; `offset`: words
 *   after its first; `optional`: whether a paper may lack the word
 *
 * @typedef {object} Query
 * @property {Phrase} words all required, those of phrases among them; `offset` is the place among all words typed
 * @property {string[]} all words typed, stop words among them
 * @property {boolean} open whether the last word may go on
 * @property {Phrase[]} phrases
 * @property {Phrase[]} without
 * @property {{kind: string, value: string, not: boolean}[]} filters kind: topic, year, date, has, author
 * @property {string[]} notes
 * @property {string} text as far as it was read
 */

/** Returns the query, whatever was typed; what it cannot mean is told in its notes. */
export function parse(typed) {
  const text = typed.slice(0, LONGEST)
  const query = { text, words: [], all: [], open: false, phrases: [], without: [], filters: [], notes: [] }
  if (typed.length > LONGEST) query.notes.push(`Only the first ${LONGEST} characters were searched for.`)
  let place = 0
  for (const [part, minus, kind, quoted, bare] of text.matchAll(PART)) {
    const value = quoted ?? bare
    if (kind) {
      addFilter(query, kind.toLowerCase(), value, minus !== "")
      continue
    }
    const words = readWords(value).map((word, offset) => ({ word, offset: place + offset }))
    place += words.length
    const searched = words.filter(({ word }) => !isStopWord(word))
    if (minus && (searched.length || !/\p{L}|\p{N}/u.test(value))) {
      if (searched.length) query.without.push(searched)
    } else {
      query.words.push(...searched)
      query.all.push(...words.map(({ word }) => word))
      if (quoted !== undefined && searched.length > 1) query.phrases.push(searched)
    }
    const last = searched.at(-1)
    query.open = !minus && quoted === undefined && text.endsWith(part) && last !== undefined && last === words.at(-1)
  }
  if (query.words.length < FEW) addStopWords(query)
  const known = new Set()
  query.words = query.words.filter(({ word }) => !known.has(word) && known.add(word))
  if (query.words.length > MOST_WORDS) {
    query.words.length = MOST_WORDS
    query.notes.push(`Only the first ${MOST_WORDS} words were searched for.`)
  }
  return query
}

/** Has the stop words count where there is little else: in titles they are known, and some have no other words. */
function addStopWords(query) {
  const optional = query.words.length > 0
  const others = query.all.filter((word) => isStopWord(word)).map((word) => ({ word, offset: 0, optional }))
  // first, because only the last word may go on
  query.words.unshift(...others)
}

function addFilter(query, kind, value, not) {
  if (kind === "has" && value.toLowerCase() !== "code") {
    query.notes.push(`“has:” knows only “has:code”.`)
  } else if (kind === "year" && !/^\d{4}(\.\.\d{4})?$/.test(value)) {
    query.notes.push(`“year:” takes a year or two, such as 2025 or 2024..2025.`)
  } else if (kind === "date" && !isRange(value)) {
    query.notes.push(`“date:” takes 2025, 2025-11, 2025-11-05, or two of these with “..” between.`)
  } else {
    query.filters.push({ kind, value, not })
  }
}

function isRange(value) {
  const ends = value.split("..")
  return ends.length <= 2 && ends.some(Boolean) && ends.every((end) => !end || DAY.test(end))
}
