/** lunr.js's stop words and stemmer, from its own file as it is published. */

import "./search-define.mjs"
import "./vendor/lunr.min.js"

const lunr = globalThis.define.made

const stems = new Map()

/** Returns the stem of a word in lower case. */
export function stem(word) {
  let found = stems.get(word)
  if (found === undefined) stems.set(word, (found = lunr.stemmer(new lunr.Token(word)).toString()))
  return found
}

/** Whether a word is too common to be searched for. */
export function isStopWord(word) {
  return !lunr.stopWordFilter(new lunr.Token(word))
}

/** Returns how every word begins that has this stem: stemming changes no letter but the last of a stem, and those few. */
export function rootOf(stemmed) {
  return stemmed.replace(/(?:i|e|(?<=b)l)$/, "")
}
