/**
 * A stand-in for the search worker in tests of what the reader sees: it finds among 45 papers whose titles hold all
 * words of the query, and answers some queries as an index in trouble would.
 */
const TOPICS = [
  ["agents", "Agents", 1],
  ["reasoning", "Reasoning", 5],
  ["safety", "Safety", 7],
]
const NUMBERS = Array.from({ length: 45 }, (_, place) => place + 1)
const PAPERS = NUMBERS.map(number => ({
  title: `Paper ${number} on ${number % 3 ? "sparse" : "dense"} attention`,
  slug: `paper-${number}`,
  topic: TOPICS[number % 3],
  year: 2023 + (number % 3),
  comments: number % 5 ? number : null,
  code: number % 2 ? `https://github.com/example/${number}` : null,
}))
const HOSTILE = {
  title: "<script>alert(1)</script> & <b>bold</b>",
  slug: "hostile",
  topic: TOPICS[0],
  year: 2025,
  comments: 1,
  code: null,
}

function makeHit({ title, slug, topic: [topic, name, hue], year, comments, code }, words) {
  const runs = title.split(/(\s+)/).map(text => [text, words.includes(text.toLowerCase())])
  return {
    kind: "paper",
    path: `papers/${slug}/`,
    slug,
    title: runs,
    snippet: [["An abstract with ", false], [words[0] ?? "words", true], [" in it.", false]],
    topics: [{ slug: topic, name, hue: String(hue) }],
    date: `${year}-11-05`,
    year,
    comments,
    code,
    by: "3 authors",
    score: 1,
  }
}

function find(q, { topic = [], year = [], code = false } = {}) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const all = q === "hostile" ? [HOSTILE] : PAPERS
  const matching = all.filter(paper => q === "hostile" || words.every(word => paper.title.toLowerCase().includes(word)))
  const narrowed = matching.filter(
    paper =>
      (!topic.length || topic.includes(paper.topic[0])) &&
      (!year.length || year.includes(String(paper.year))) &&
      (!code || paper.code),
  )
  const facets = {
    topic: TOPICS.map(([slug, name]) => [slug, name, matching.filter(paper => paper.topic[0] === slug).length]),
    year: ["2025", "2024", "2023"].map(each => [each, matching.filter(paper => String(paper.year) === each).length]),
    code: matching.filter(paper => paper.code).length,
  }
  return { words, narrowed, facets }
}

let asked = 0
addEventListener("message", ({ data: { id, type, q, sort, facets, from = 0, size = 10 } }) => {
  if (!id) return
  asked += 1
  const trouble = ["offline", "missing", "stale", "bad"].find(kind => q === kind)
  // the second time, what was missing is there
  if (trouble && (trouble !== "missing" || asked === 1)) {
    postMessage({ id, error: { kind: trouble, message: "as asked" } })
    return
  }
  const found = find({ difusion: "attention", missing: "attention", many: "attention" }[q] ?? q, facets)
  if (type === "all") {
    postMessage({ id, slugs: found.narrowed.map(({ slug }) => slug) })
    return
  }
  const sorted = sort === "newest" ? found.narrowed.toSorted((one, other) => other.year - one.year) : found.narrowed
  postMessage({
    id,
    total: sorted.length,
    said: { difusion: { kind: "spelling", q: "diffusion" }, many: { kind: "any" } }[q] ?? null,
    notes: q.startsWith("colour:") ? ["There is no operator “colour:”."] : [],
    hits: sorted.slice(from, from + size).map(paper => makeHit(paper, found.words)),
    facets: found.facets,
    ms: 1,
  })
})
