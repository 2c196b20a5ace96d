/** The index as lists of documents: which have a word, a phrase, a topic. Each fetches no more files than it needs. */

import { Bytes, Codes, riceWidth } from "./search-bits.mjs"
import { isStopWord, rootOf, stem } from "./search-lunr.mjs"
import { SearchError } from "./search-files.mjs"

/** The fields of a document, in the order of FIELDS in postings.py. */
export const FIELDS = ["text", "title", "topics", "authors"]
const PLACE_WIDTH = 5

/**
 * Where a word, or several that count as one, occurs.
 * @typedef {{documents: Uint32Array, times: Uint16Array}} Postings documents ascending; for each, times by field
 * @typedef {{term: string, shard: object, place: number}} Entry a term of a shard
 */

export class Index {
  constructor(files) {
    this.files = files
    this.manifest = files.manifest
    /** How many documents there are. */
    this.size = this.manifest.documents
  }

  /** Returns the entries of all words with the stem of `word`; stop words have none but themselves. */
  async findStem(word) {
    if (isStopWord(word)) return this.findExact(word)
    const wanted = stem(word)
    const entries = await this.findPrefix(rootOf(wanted))
    return entries.filter((entry) => stem(entry.term) === wanted && !isStopWord(entry.term))
  }

  /** Returns the entry of the word as it is written, in a list that is empty where there is none. */
  async findExact(word) {
    const shard = await this.shard(this.shardOf(word))
    const place = lowerBound(shard.terms, word)
    return shard.terms[place] === word ? [{ term: word, shard, place }] : []
  }

  /** Returns the entries of all words that begin so, of the first so many shards that have any. */
  async findPrefix(beginning, most = Infinity) {
    const shards = await Promise.all(this.shardsOf(beginning).slice(0, most).map((number) => this.shard(number)))
    return shards.flatMap((shard) => {
      const entries = []
      for (let place = lowerBound(shard.terms, beginning); shard.terms[place]?.startsWith(beginning); place++) {
        entries.push({ term: shard.terms[place], shard, place })
      }
      return entries
    })
  }

  /** Returns the numbers of the shards that hold words that begin so. */
  shardsOf(beginning) {
    const { bounds } = this.manifest
    const numbers = [this.shardOf(beginning)]
    for (let next = numbers[0] + 1; bounds[next]?.startsWith(beginning); next++) numbers.push(next)
    return numbers
  }

  shardOf(word) {
    const { bounds } = this.manifest
    const place = lowerBound(bounds, word)
    return Math.max(0, bounds[place] === word ? place : place - 1)
  }

  shard(number) {
    return this.files.read(`terms-${number}`, (bytes) => readShard(new Bytes(bytes), number))
  }

  /** Returns where any of the entries occurs. */
  join(entries) {
    const lists = entries.map((entry) => this.postings(entry))
    if (lists.length === 1) return lists[0]
    return merge(lists)
  }

  /** Returns the postings of one entry. */
  postings({ shard, place }) {
    let found = shard.read.get(place)
    if (!found) shard.read.set(place, (found = this.decode(shard, place)))
    return found
  }

  decode(shard, place) {
    const count = shard.counts[place]
    const codes = new Codes(shard.bodies[place])
    const width = riceWidth(count, this.size)
    const documents = new Uint32Array(count)
    const times = new Uint16Array(count * FIELDS.length)
    for (let i = 0, before = -1; i < count; i++) {
      documents[i] = before += codes.next(width) + 1
      times[i * FIELDS.length] = codes.next()
      if (codes.next()) for (let field = 1; field < FIELDS.length; field++) times[i * FIELDS.length + field] = codes.next()
    }
    if (count && documents[count - 1] >= this.size) throw new SearchError("bad", "The search index is broken.")
    return { documents, times }
  }

  /** Returns the documents that have the entry in a field. */
  inField(entry, field) {
    const { documents, times } = this.postings(entry)
    const column = FIELDS.indexOf(field)
    return Array.from(documents).filter((_, i) => times[i * FIELDS.length + column])
  }

  /** Returns the documents in which the words stand one after the other, each `offset` words after the first. */
  async findPhrase(words) {
    const found = await Promise.all(words.map(async ({ word, offset }) => {
      const [entry] = await this.findExact(word)
      return entry ? this.places(entry, offset) : new Map()
    }))
    found.sort((one, other) => one.size - other.size)
    const [rarest, ...others] = found
    const documents = []
    for (const [document, starts] of rarest) {
      const sets = others.map((places) => new Set(places.get(document)))
      if (starts.some((start) => sets.every((set) => set.has(start)))) documents.push(document)
    }
    return documents
  }

  /** Returns by document where a phrase starts of which the entry is the word `offset` words on. */
  async places(entry, offset) {
    const { documents, times } = this.postings(entry)
    const sizes = await this.files.read(`places-${entry.shard.number}`, (bytes) => readPlaces(bytes, entry.shard))
    const codes = new Codes(sizes[entry.place])
    const places = new Map()
    documents.forEach((document, i) => {
      let count = 0
      for (let field = 0; field < FIELDS.length; field++) count += times[i * FIELDS.length + field]
      places.set(document, Array.from(codes.ascending(count, PLACE_WIDTH), (place) => place - offset))
    })
    return places
  }

  /** Returns the rows of documents, in the order asked for. */
  async records(documents) {
    const { block, group, records } = this.manifest
    const order = await this.order()
    return Promise.all(Array.from(documents, async (document) => {
      const number = Math.floor(order[document] / block)
      const rows = await this.files.read(`${number}`, readJson, records[Math.floor(number / group)])
      return rows[order[document] % block]
    }))
  }

  /** Returns for each document the number of its record. */
  order() {
    return this.files.read("order", (bytes) => {
      const reader = new Bytes(bytes)
      let number = 0
      return Int32Array.from({ length: this.size }, () => {
        const below = reader.number()
        return (number -= below % 2 ? -(below + 1) / 2 : below / 2)
      })
    })
  }

  /** Returns the slug of each document, empty for a page. */
  slugs() {
    return this.files.read("slugs", readJson)
  }

  /** Returns [slug, name, hue] of each topic. */
  names() {
    return this.files.read("names", readJson)
  }

  /** Returns for each topic the documents that carry it. */
  topics() {
    return this.files.read("topics", (bytes) => {
      const lists = []
      for (const reader = new Bytes(bytes); !reader.done; ) lists.push(reader.list(this.size))
      return lists
    })
  }

  /** Returns the documents that link to code. */
  code() {
    return this.files.read("code", (bytes) => new Bytes(bytes).list(this.size))
  }

  /** Returns for each document its comments, -1 where none are known. */
  comments() {
    return this.files.read("comments", (bytes) => {
      const reader = new Bytes(bytes)
      return Int32Array.from({ length: this.size }, () => reader.number() - 1)
    })
  }

  /** Returns [day, documents] of each digest, newest first; a day is an ISO date. */
  days() {
    return this.files.read("days", (bytes) => {
      const days = []
      const reader = new Bytes(bytes)
      for (let day = 0; !reader.done; ) {
        day = days.length ? day - reader.number() : reader.number()
        days.push([new Date(day * 864e5).toISOString().slice(0, 10), reader.list(this.size)])
      }
      return days
    })
  }

  /** Returns the known words of so many letters. */
  async words(length) {
    const [shortest, longest] = this.manifest.lengths
    if (length < shortest || length > longest) return []
    return this.files.read(`words-${length}`, (bytes) => {
      const reader = new Bytes(bytes)
      return reader.words(reader.number())
    })
  }
}

function readShard(reader, number) {
  const terms = reader.words(reader.number())
  const counts = []
  const sizes = terms.map(() => {
    counts.push(reader.number())
    return reader.number()
  })
  return { number, terms, counts, bodies: sizes.map((size) => reader.take(size)), read: new Map() }
}

function readPlaces(bytes, shard) {
  const reader = new Bytes(bytes)
  return shard.terms.map(() => reader.number()).map((size) => reader.take(size))
}

function readJson(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new SearchError("bad", "A part of the search index cannot be read.")
  }
}

function merge(lists) {
  const at = new Map()
  for (const { documents } of lists) for (const document of documents) at.set(document, 0)
  const documents = Uint32Array.from(at.keys()).sort()
  documents.forEach((document, i) => at.set(document, i * FIELDS.length))
  const times = new Uint16Array(documents.length * FIELDS.length)
  for (const list of lists) {
    list.documents.forEach((document, i) => {
      const to = at.get(document)
      for (let field = 0; field < FIELDS.length; field++) times[to + field] += list.times[i * FIELDS.length + field]
    })
  }
  return { documents, times }
}

function lowerBound(sorted, word) {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < word) low = middle + 1
    else high = middle
  }
  return low
}
