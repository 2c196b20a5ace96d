/**
 * What a reader leaves in this browser. No other module touches localStorage, and none of what is here ever throws.
 *
 * A record has a key of its own, `broadsheet:<site>:<version>:<kind>:<id>`, so that two tabs that write at once lose
 * nothing of each other's. What storage does not take is held in memory until it does, and `trouble` says so. A record
 * that cannot be read is put aside under another key, never thrown away.
 */

import { isSlug, ROOT } from "./addresses.mjs"

const SITE = `broadsheet:${ROOT.pathname}:`
const KEPT = `${SITE}1:`
const ASIDE = `${SITE}aside:`

const isText = value => typeof value === "string"
const isRecord = value => typeof value === "object" && value !== null && !Array.isArray(value)
const isDay = text => /^\d{4}-\d\d-\d\d$/.test(text)

/** What a record of each kind must look like; `id` is the last part of its key. */
const SHAPES = {
  /** A paper of the reading list, by slug. */
  paper: (value, id) =>
    isSlug(id) &&
    isRecord(value) &&
    isText(value.title) &&
    isText(value.note) &&
    isText(value.added) &&
    Number.isFinite(value.rank),
  /** A paper whose page was opened, by slug. */
  opened: (value, id) => isSlug(id) && value === 1,
  /** The marks of the papers read of a digest, by its ISO date. */
  read: (value, id) => isDay(id) && isText(value) && /^([0-9a-f]{6})*$/.test(value),
  /** What the site held at a visit: `first`, `before` and `now`. */
  visit: value => isRecord(value) && Number.isFinite(value.at) && isRecord(value.digests) && Object.values(value.digests).every(isText),
  /** The name of a muted topic, by slug. */
  muted: (value, id) => isSlug(id) && isText(value),
  /** A choice about the pages themselves, by name. */
  choice: value => isText(value) || typeof value === "boolean",
}

/** The event `change` says that something here is no longer what it was, be it by this tab or by another. */
class Store extends EventTarget {
  /** Key -> text, or null where it is removed: what storage refused. */
  #memory = new Map()
  /** Why something is held in memory only: "", "denied" or "full". */
  trouble = ""

  /** Whether a change waits to be told. */
  #due = false

  constructor() {
    super()
    // another tab may change a hundred records at once, each an event
    const tellSoon = () => this.#tell(task => setTimeout(task, 20))
    addEventListener("storage", event => (event.key === null || event.key.startsWith(SITE)) && tellSoon())
    // a page that comes back from the browser's cache has slept through the other tabs' changes
    addEventListener("pageshow", event => event.persisted && tellSoon())
    if (!this.#storage) this.trouble = "denied"
  }

  /** The record's value; undefined where there is none. */
  get(kind, id) {
    return this.#read(`${KEPT}${kind}:${id}`, kind, id)
  }

  /** Id -> value of every record of a kind. */
  all(kind) {
    const prefix = `${KEPT}${kind}:`
    const values = this.#keys(prefix).map(key => [key.slice(prefix.length), this.#read(key, kind, key.slice(prefix.length))])
    return new Map(values.filter(([, value]) => value !== undefined))
  }

  put(kind, id, value) {
    this.#write(`${KEPT}${kind}:${id}`, JSON.stringify(value))
  }

  drop(kind, id) {
    this.#write(`${KEPT}${kind}:${id}`, null)
  }

  /** Key -> text of what could not be read. */
  aside() {
    return new Map(this.#keys(ASIDE).map(key => [key.slice(ASIDE.length), this.#text(key)]))
  }

  forgetAside() {
    for (const key of this.#keys(ASIDE)) this.#write(key, null)
  }

  get #storage() {
    try {
      // where it is denied, the mention of it throws, or its use does
      localStorage.getItem(SITE)
      return localStorage
    } catch {
      return null
    }
  }

  #keys(prefix) {
    const kept = Object.keys(this.#storage ?? {}).filter(key => this.#memory.get(key) !== null)
    const held = [...this.#memory].filter(([, text]) => text !== null).map(([key]) => key)
    return [...new Set([...kept, ...held])].filter(key => key.startsWith(prefix))
  }

  #text(key) {
    return this.#memory.has(key) ? this.#memory.get(key) : (this.#storage?.getItem(key) ?? null)
  }

  #read(key, kind, id) {
    const text = this.#text(key)
    if (text === null) return undefined
    try {
      const value = JSON.parse(text)
      if (SHAPES[kind](value, id)) return value
    } catch {
      // no JSON: put aside like what has the wrong shape
    }
    this.#save(`${ASIDE}${kind}:${id}`, text)
    this.#save(key, null)
    return undefined
  }

  #write(key, text) {
    const waiting = new Map([...this.#memory, [key, text]])
    this.#memory.clear()
    for (const [each, content] of waiting) this.#save(each, content)
    this.trouble = this.#memory.size ? (this.#storage ? "full" : "denied") : ""
    this.#tell(queueMicrotask)
  }

  /** Many changes in a row are told once. */
  #tell(later) {
    if (this.#due) return
    this.#due = true
    later(() => {
      this.#due = false
      this.dispatchEvent(new Event("change"))
    })
  }

  #save(key, text) {
    try {
      if (text === null) localStorage.removeItem(key)
      else localStorage.setItem(key, text)
      this.#memory.delete(key)
    } catch {
      this.#memory.set(key, text)
    }
  }
}

export const store = new Store()
