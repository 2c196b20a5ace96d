/**
 * What a page and the search worker say to each other: types only, nothing runs here.
 *
 * A page starts the worker and says where the site's root is before all else:
 *
 *     const worker = new Worker(new URL("search-worker.mjs", import.meta.url), { type: "module" })
 *     worker.postMessage({ type: "open", base })
 *
 * Every question that has an `id` is answered once, with that `id`; answers may come in another order than questions
 * were asked, so a page drops those whose `id` is not its newest.
 *
 * @typedef {{type: "open", base: string}} Open `base`: absolute address of the site's root, with a trailing slash
 * @typedef {{type: "warm"}} Warm fetches what every search needs; no answer
 *
 * @typedef {object} Query
 * @property {number} id
 * @property {"query" | "all"} type "all" asks for the slugs of all matching papers, in order, and for nothing else
 * @property {string} q what the reader typed
 * @property {"relevance" | "newest" | "comments"} [sort] "relevance" by default
 * @property {{topic?: string[], year?: string[], code?: boolean}} [facets] slugs and years are alternatives to each
 *   other; topic, year and code are required together
 * @property {number} [from] 0 by default
 * @property {number} [size] 10 by default
 * @property {boolean} [counts] whether `facets` are wished for (true by default); a list without them costs less
 *
 * @typedef {[text: string, marked: boolean]} Run
 *
 * @typedef {object} Hit
 * @property {"paper" | "page"} kind
 * @property {string} path below the site's root, with a trailing slash: "papers/some-title/"; "" is the front page
 * @property {string | null} slug of a paper
 * @property {Run[]} title plain text, to become text nodes
 * @property {Run[]} snippet a passage with the words of the query marked
 * @property {{slug: string, name: string, hue: number}[]} topics best first
 * @property {string | null} date of the newest digest that lists it, "2025-11-05"
 * @property {number | null} year
 * @property {number | null} comments
 * @property {string | null} code address of its first code link
 * @property {string | null} by its authors as a list row shows them
 * @property {number} score
 *
 * @typedef {object} Answer
 * @property {number} id
 * @property {number} total of all matches
 * @property {Said} said
 * @property {string[]} notes sentences about operators that were not understood
 * @property {Hit[]} hits
 * @property {{topic: [slug: string, name: string, count: number][], year: [year: string, count: number][],
 *   code: number}} facets counts among all matches, most first (years: newest first); a facet's own choice does not
 *   narrow its own counts, so that a second topic can be added to the first; empty where `counts` is false
 * @property {number} ms from question to answer
 *
 * @typedef {null | {kind: "any"} | {kind: "prefixes"} | {kind: "spelling", q: string}} Said what was done where no
 *   paper has all words: null, nothing; "prefixes", each word was taken for the beginning of one; "spelling", `q` was
 *   asked instead; "any", some of the words are enough
 *
 * @typedef {{id: number, slugs: string[]}} Slugs the answer to "all"
 * @typedef {{id: number, error: {kind: ErrorKind, message: string}}} Failure
 * @typedef {"offline" | "missing" | "stale" | "bad"} ErrorKind "offline", nothing can be fetched; "missing", the site
 *   lacks a file of its index; "stale", a file is another build's and fetching anew did not help; "bad", a file is cut
 *   off or no index. Asking again tries again.
 */
export {}
