/** What the reader asks, as the search page's address says it: `?q=sparse+attention&topic=agents&sort=newest&page=2`. */

export const SORTS = { relevance: "Best match", newest: "Newest", comments: "Most discussed" }

/** Letters of a query that are used. Hosts refuse addresses of some 8,000 bytes, and a letter can take nine. */
export const LONGEST = 500

/** Read the state from an address's query string; what is not understood is as if it were not there. */
export function readState(search) {
  const given = new URLSearchParams(search)
  const q = given.get("q") ?? ""
  const page = Number(given.get("page"))
  return {
    q: [...q].slice(0, LONGEST).join(""),
    cut: [...q].length > LONGEST,
    sort: Object.hasOwn(SORTS, given.get("sort")) ? given.get("sort") : "relevance",
    topic: [...new Set(given.getAll("topic"))],
    year: [...new Set(given.getAll("year"))],
    code: given.get("code") === "1",
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  }
}

/** Write a state as a query string, without what is as it is by default; readState reads it back. */
export function writeState({ q, sort, topic, year, code, page }) {
  const written = new URLSearchParams()
  if (q) written.set("q", q)
  for (const slug of topic) written.append("topic", slug)
  for (const one of year) written.append("year", one)
  if (code) written.set("code", "1")
  if (sort !== "relevance") written.set("sort", sort)
  if (page > 1) written.set("page", page)
  return written.size ? `?${written}` : ""
}

/** Whether anything is asked at all: words, or papers of a topic, a year, with code. */
export function isAsking({ q, topic, year, code }) {
  return Boolean(q.trim() || topic.length || year.length || code)
}
