/** What a query asks for beside its words, as sets of documents: phrases, operators, facets. */

import { readWords } from "./search-words.mjs"

/**
 * Returns what the query's phrases, `-words` and operators leave.
 * @returns {{matches: (document: number) => boolean, narrowed: boolean, notes: string[]}} `narrowed`: whether the
 *   query says at all what it wants
 */
export async function narrow(index, query) {
  const notes = []
  const found = await Promise.all([
    ...query.phrases.map((phrase) => index.findPhrase(phrase)),
    ...query.without.map((phrase) => excluded(index, phrase)),
    ...query.filters.map((filter) => FILTERS[filter.kind](index, filter.value, notes)),
  ])
  const nots = [...query.phrases.map(() => false), ...query.without.map(() => true), ...query.filters.map(({ not }) => not)]
  const sets = found.flatMap((documents, i) => (documents ? [{ documents: new Set(documents), not: nots[i] }] : []))
  return {
    matches: (document) => sets.every(({ documents, not }) => documents.has(document) !== not),
    narrowed: sets.length > 0,
    notes,
  }
}

/** The documents of each kind of operator; null for one that cannot be followed, which a note then tells. */
const FILTERS = {
  has: (index) => index.code(),

  async author(index, value) {
    const lists = await Promise.all(readWords(value).map(async (word) => {
      const entries = await index.findExact(word)
      return entries.flatMap((entry) => index.inField(entry, "authors"))
    }))
    return lists.reduce((one, other) => one.filter((document) => other.includes(document)), lists[0] ?? [])
  },

  async topic(index, value, notes) {
    const names = await index.names()
    const wanted = readWords(value)
    const numbers = names.flatMap(([slug, name], number) => {
      const words = [...readWords(slug), ...readWords(name)]
      return slug === value || (wanted.length && wanted.every((word) => words.some((known) => known.startsWith(word)))) ? [number] : []
    })
    const exact = numbers.filter((number) => names[number][0] === wanted.join("-"))
    if (!numbers.length) {
      notes.push(`No topic is called “${value}”.`)
      return null
    }
    const topics = await index.topics()
    return (exact.length ? exact : numbers).flatMap((number) => [...topics[number]])
  },

  year: async (index, value) => listed(await index.days(), value),
  date: async (index, value) => listed(await index.days(), value),
}

async function excluded(index, phrase) {
  if (phrase.length > 1) return index.findPhrase(phrase)
  const entries = await index.findStem(phrase[0].word)
  return entries.flatMap((entry) => [...index.postings(entry).documents])
}

/** Returns what the digests of a time list: `2025`, `2025-11`, `2025-11-05`, or from one to another of these. */
function listed(days, value) {
  const [first, last = first] = value.split("..")
  const inside = days.filter(([day]) => day.slice(0, first.length) >= first && (!last || day.slice(0, last.length) <= last))
  return inside.flatMap(([, documents]) => [...documents])
}

/** The choices of facets, and the counts of what each further choice would leave. */
export class Facets {
  static async open(index, chosen = {}, counted = true) {
    const { topic = [], year = [], code = false } = chosen
    const [names, topics, days, coded] = await Promise.all([
      index.names(),
      counted || topic.length ? index.topics() : [],
      counted || year.length ? index.days() : [],
      counted || code ? index.code() : [],
    ])
    return new Facets(index.size, names, topics, days, coded, { topic, year, code })
  }

  constructor(size, names, topics, days, coded, { topic, year, code }) {
    this.names = names
    this.topics = topics
    this.years = new Map()
    for (const [day, documents] of days) {
      const all = this.years.get(day.slice(0, 4)) ?? new Set()
      for (const document of documents) all.add(document)
      this.years.set(day.slice(0, 4), all)
    }
    this.coded = new Set(coded)
    const carriers = topic.map((slug) => topics[names.findIndex(([known]) => known === slug)] ?? [])
    this.inTopic = topic.length ? union(size, carriers) : null
    this.inYear = year.length ? union(size, year.map((one) => this.years.get(one) ?? [])) : null
    this.inCode = code ? union(size, [coded]) : null
  }

  /** Whether a document has all that was chosen. */
  has(document) {
    return [this.inTopic, this.inYear, this.inCode].every((set) => !set || set[document])
  }

  /** Returns the counts among documents; what was chosen of a facet does not narrow that facet's own. */
  count(documents) {
    const without = (own) => {
      const sets = [this.inTopic, this.inYear, this.inCode].filter((set) => set && set !== own)
      return new Set(documents.filter((document) => sets.every((set) => set[document])))
    }
    const forTopic = without(this.inTopic)
    const forYear = without(this.inYear)
    const forCode = without(this.inCode)
    const topic = this.names.map(([slug, name], number) => [slug, name, countIn(this.topics[number] ?? [], forTopic)])
    const year = [...this.years].map(([name, all]) => [name, countIn(all, forYear)])
    return {
      topic: topic.filter(([, , count]) => count).sort(([, one, few], [, other, many]) => many - few || (one < other ? -1 : 1)),
      year: year.filter(([, count]) => count),
      code: countIn(this.coded, forCode),
    }
  }
}

function countIn(documents, set) {
  let count = 0
  for (const document of documents) if (set.has(document)) count++
  return count
}

function union(size, lists) {
  const all = new Uint8Array(size)
  for (const list of lists) for (const document of list) all[document] = 1
  return all
}
