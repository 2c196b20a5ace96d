/** Marks the words of a query in a text, and cuts from a long text the passage that shows most of them. */

import { readSpans } from "./search-words.mjs"

const LONGEST = 240
const SENTENCE = /[.!?]["”)]?\s+$/

/** Returns runs of the whole text; `isMeant` says whether a word is one of the query's. */
export function mark(text, isMeant) {
  return cut(text, readSpans(text).filter(([, , words]) => words.some(isMeant)), 0, text.length)
}

/** Returns runs of a passage; where none of the words stands there, it is the beginning. */
export function snip(text, isMeant) {
  const spans = readSpans(text)
  const meant = spans.filter(([, , words]) => words.some(isMeant))
  if (text.length <= LONGEST) return cut(text, meant, 0, text.length)
  const [from, to] = widen(text, spans, best(meant))
  const runs = cut(text, meant, from, to)
  if (from > 0) runs.unshift(["… ", false])
  if (to < text.length) runs.push([" …", false])
  return runs
}

/** Returns the first and last character of the stretch with the most different words, the first of equals. */
function best(meant) {
  let found = [0, 0]
  let most = 0
  meant.forEach(([start], i) => {
    const inside = meant.slice(i).filter(([, end]) => end <= start + LONGEST * 0.8)
    const different = new Set(inside.map(([, , words]) => words[0])).size
    if (different > most) {
      most = different
      found = [start, inside.at(-1)[1]]
    }
  })
  return found
}

/** Returns the passage around a stretch: from the beginning of its sentence where that is near, to a word's end. */
function widen(text, spans, [start, end]) {
  const spare = LONGEST - (end - start)
  const starts = spans.map(([at]) => at).filter((at) => at <= start && at >= start - spare)
  const sentence = starts.find((at) => at === spans[0][0] || SENTENCE.test(text.slice(Math.max(0, at - 4), at)))
  const third = starts.find((at) => at >= start - spare / 3)
  const from = starts[0] === spans[0]?.[0] ? 0 : (sentence ?? third ?? start)
  const ends = spans.map(([, at]) => at).filter((at) => at >= end && at <= from + LONGEST)
  const to = ends.at(-1) ?? Math.min(text.length, from + LONGEST)
  return to === spans.at(-1)?.[1] ? [from, text.length] : [from, to]
}

function cut(text, meant, from, to) {
  const runs = []
  let at = from
  for (const [start, end] of meant) {
    if (start < from || end > to) continue
    if (start > at) runs.push([text.slice(at, start), false])
    runs.push([text.slice(start, end), true])
    at = end
  }
  if (at < to) runs.push([text.slice(at, to), false])
  return runs
}
