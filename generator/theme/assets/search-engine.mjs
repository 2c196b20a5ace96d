/** Answers queries from an index: what matches, in which order, and what was done where nothing did. */

import { Facets, narrow } from "./search-filters.mjs"
import { Index } from "./search-index.mjs"
import { isStopWord, stem } from "./search-lunr.mjs"
import { parse } from "./search-query.mjs"
import { closeness, rank } from "./search-scores.mjs"
import { mark, snip } from "./search-snippet.mjs"
import { mend } from "./search-spelling.mjs"
import { readWords } from "./search-words.mjs"

/** So many of the best are read, to see how near the words stand to each other. */
const WINDOW = 16
/** The beginning of a word is followed into so many shards at most, 4 KB each: "con" has 20 of 50,000 papers. */
const MOST_SHARDS = 12
/** A beginning of so many letters need not mean anything yet: it is not followed where it has more shards than FEW. */
const SHORT = 2
const FEW_SHARDS = 4

export class Engine {
  constructor(files) {
    this.index = new Index(files)
  }

  /** Returns all of an Answer of ./search-protocol.mjs but its id and time, for a Query. */
  async answer({ q, facets, sort, from = 0, size = 10, counts = true }) {
    // Wanted once it is known which documents match: fetched meanwhile. What fails is told where it is waited for.
    this.index.order().catch(() => {})
    const found = await this.find(q, facets, counts)
    const ordered = await this.order(found, sort)
    const shown = ordered.slice(from, from + size)
    const rows = await this.index.records(shown.map(([document]) => document))
    return {
      total: ordered.length,
      said: found.said,
      notes: found.notes,
      hits: rows.map((row, i) => makeHit(row, found, shown[i][1])),
      facets: counts ? found.facets.count(found.ranked.map(([document]) => document)) : { topic: [], year: [], code: 0 },
    }
  }

  /** Returns the slugs of all papers that match, in order. */
  async slugs({ q, facets, sort }) {
    const ordered = await this.order(await this.find(q, facets, false), sort)
    const slugs = await this.index.slugs()
    return ordered.map(([document]) => slugs[document]).filter(Boolean)
  }

  async find(q, chosen, counted) {
    const query = parse(q)
    const isEmpty = !query.words.length && !query.without.length && !query.filters.length
    const [scope, facets] = await Promise.all([
      narrow(this.index, query),
      Facets.open(this.index, chosen, counted && !isEmpty),
    ])
    const match = await this.match(query, scope)
    const phrased = query.phrases.flat().map(({ word }) => ({ isMeant: (other) => other === word }))
    const marked = [...match.words, ...phrased]
    const isMeant = (word) => marked.some((one) => one.isMeant(word))
    return { ...match, typed: query.all, facets, isMeant, notes: [...query.notes, ...scope.notes] }
  }

  /** Returns the ranked documents, and in which sense of its words the query was taken. */
  async match(query, scope) {
    if (!query.words.length) {
      const all = scope.narrowed ? Array.from({ length: this.index.size }, (_, document) => document) : []
      return { said: null, words: [], ranked: all.filter(scope.matches).map((document) => [document, 0]) }
    }
    const attempt = (typed, said, fewest) => {
      // One word at least is required.
      const words = typed.every(({ optional }) => optional) ? typed.map((one) => ({ ...one, optional: false })) : typed
      const required = fewest ?? words.filter(({ optional }) => !optional).length
      const ranked = rank(words, this.index.size, required, scope.matches)
      return ranked.length ? { said, words, ranked } : null
    }
    const words = await this.look(query)
    const all = attempt(words, null)
    if (all) return all
    const begun = await Promise.all(words.map((one) => this.begin(one)))
    return (
      attempt(begun, { kind: "prefixes" }) ??
      (await this.spell(query, words, attempt)) ??
      attempt(words.filter(({ optional }) => !optional), { kind: "any" }, 1) ?? { said: null, words, ranked: [] }
    )
  }

  async look({ words, open }) {
    const looked = await Promise.all(
      words.map(async (typed, i) => {
        const one = await this.stems(typed)
        return open && i === words.length - 1 ? this.begin(one) : one
      }),
    )
    const last = looked.at(-1)
    const unfinished = open && looked.length > 1 && last.word.length <= SHORT && !last.exact && !last.loose
    return unfinished ? looked.slice(0, -1) : looked
  }

  /** Returns what has the word in any of its forms. */
  async stems({ word, offset, optional }) {
    const wanted = stem(word)
    const entries = await this.index.findStem(word)
    const typed = entries.find(({ term }) => term === word)
    return {
      word,
      offset,
      optional,
      typed: typed ? this.index.postings(typed) : null,
      exact: entries.length ? this.index.join(entries) : null,
      loose: null,
      isMeant: (other) => other === word || (stem(other) === wanted && !isStopWord(other)),
    }
  }

  /** Returns the same, with what only begins so; it may be lacking where it can become a stop word ("wit", "fro"). */
  async begin(one) {
    const shards = this.index.shardsOf(one.word).length
    if (one.loose || (one.word.length <= SHORT && shards > FEW_SHARDS)) return one
    const entries = (await this.index.findPrefix(one.word, MOST_SHARDS)).filter(({ term }) => !one.isMeant(term))
    return {
      ...one,
      loose: entries.length ? this.index.join(entries) : null,
      optional: one.optional || (!isStopWord(one.word) && entries.some(({ term }) => isStopWord(term))),
      isMeant: (other) => one.isMeant(other) || other.startsWith(one.word),
    }
  }

  /** Takes each word that nothing has for one that is an edit away from it. */
  async spell(query, words, attempt) {
    const known = await Promise.all(
      words.map(async (one) => {
        if (one.exact || one.loose) return one
        const meant = new Set(await mend(this.index, one.word))
        if (one.optional || !meant.size) return one
        const entries = (await Promise.all([...meant].map((word) => this.index.findExact(word)))).flat()
        const forms = (await Promise.all([...meant].map((word) => this.index.findStem(word)))).flat()
        const stems = new Set([...meant].map(stem))
        return {
          ...one,
          exact: this.index.join([...new Set(forms)]),
          typed: this.index.join(entries),
          meant: entries,
          isMeant: (other) => stems.has(stem(other)),
        }
      }),
    )
    const found = attempt(known, null)
    if (!found) return null
    const [best] = found.ranked[0]
    const spelt = new Map()
    for (const { word, meant } of known) {
      const entry = meant?.find((each) => this.index.postings(each).documents.includes(best))
      if (entry) spelt.set(word, entry.term)
    }
    return { ...found, said: { kind: "spelling", q: respell(query.text, spelt) } }
  }

  async order({ ranked, words, typed, facets }, sort = "relevance") {
    const chosen = ranked.filter(([document]) => facets.has(document))
    if (sort === "newest" || !words.length) chosen.sort(([one], [other]) => one - other)
    if (sort === "comments") {
      const comments = await this.index.comments()
      chosen.sort(([one], [other]) => comments[other] - comments[one] || one - other)
    }
    return sort === "relevance" && words.length ? this.rerank(chosen, words, typed) : chosen
  }

  async rerank(ranked, words, typed) {
    const senses = typed.map((word) => words.find((one) => one.word === word) ?? { isMeant: (other) => other === word })
    const window = ranked.slice(0, WINDOW)
    const rows = await this.index.records(window.map(([document]) => document))
    const nearer = window.map(([document, score], i) => [document, score * closeness(rows[i].slice(1, 3), senses)])
    nearer.sort(([one, its], [other, score]) => score - its || one - other)
    return [...nearer, ...ranked.slice(WINDOW)]
  }
}

/** Returns what was typed with other words in some words' places. */
function respell(typed, spelt) {
  return typed.replace(/[\p{L}\p{N}]+/gu, (word) => spelt.get(readWords(word)[0]) ?? word)
}

function makeHit([slug, title, text, topics, day, comments, code, by], { facets, isMeant }, score) {
  const isPaper = typeof slug === "string"
  return {
    kind: isPaper ? "paper" : "page",
    path: isPaper ? `papers/${slug}/` : slug[0],
    slug: isPaper ? slug : null,
    title: mark(title, isMeant),
    snippet: snip(text, isMeant),
    topics: topics.map((number) => {
      const [name, title, hue] = facets.names[number]
      return { slug: name, name: title, hue }
    }),
    date: day || null,
    year: day ? Number(day.slice(0, 4)) : null,
    comments: comments < 0 ? null : comments,
    code: code || null,
    by: by || null,
    score,
  }
}
