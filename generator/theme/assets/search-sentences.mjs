/** What the search says to the reader, in words. Sentences hold what she typed, so they go into text nodes only. */

const FAILURES = {
  offline: ["You are offline, and this part of the search is not on this device yet.", "Try again"],
  missing: ["A part of the search index could not be fetched.", "Try again"],
  bad: ["A part of the search index arrived damaged.", "Try again"],
  stale: ["The site has been renewed since this page was opened.", "Reload the page"],
}

/** Return what was done where nothing has all the words; empty where nothing had to be done. */
export function tellSaid(said) {
  if (said?.kind === "any") return "Nothing has all of these words. These have some of them:"
  if (said?.kind === "prefixes") return "Nothing has these words. These have words that begin so:"
  if (said?.kind === "spelling") return `Nothing has these words. These are the results for “${said.q}”:`
  return ""
}

/** Return what went wrong, and what the button that mends it says. */
export function tellFailure(kind) {
  return FAILURES[kind] ?? FAILURES.bad
}
