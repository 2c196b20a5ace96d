/**
 * Filters and sorts the lists of its page. Its state is the page's query, so that a link holds it and "back" undoes it.
 *
 * Rows of muted topics are left out wherever a list is not that topic's own, and the page says how many.
 */

import { button, count, make } from "./elements.mjs"
import { isRead } from "./rows.mjs"
import { store } from "./store.mjs"

/** Name in the query -> whether a row passes at its value. */
const RULES = {
  topic: (row, slug) => row.topics.some(topic => topic.slug === slug),
  code: row => row.code,
  comments: (row, least) => row.comments >= Number(least),
  unread: row => !isRead(row),
}
const ORDERS = {
  newest: (one, other) => (other.day ?? "").localeCompare(one.day ?? ""),
  comments: (one, other) => other.comments - one.comments,
  title: (one, other) => one.title.localeCompare(other.title, "en", { numeric: true }),
}
const OWN = [...Object.keys(RULES), "sort", "muted"]
const COMMENTS = [1, 5, 20]

class Filter extends HTMLElement {
  /** `rows` as they are listed; `topic` the slug of the topic that the page is about, if it is; `bare` without controls. */
  static make(rows, { topic, bare = false, extras = [] }) {
    return Object.assign(document.createElement("bs-filter"), { rows, topic, bare, extras })
  }

  connectedCallback() {
    if (!this.said) this.build()
    this.path = location.pathname
    addEventListener("popstate", this)
    store.addEventListener("change", this)
    this.apply()
  }

  disconnectedCallback() {
    removeEventListener("popstate", this)
    store.removeEventListener("change", this)
  }

  handleEvent() {
    // the page that "back" leads to may be another, and then this one is about to go
    if (location.pathname === this.path) this.apply()
  }

  build() {
    this.said = make("span", { className: "bs-filter-said", role: "status" })
    this.muted = make("p", { className: "bs-muted", hidden: true })
    if (this.bare) {
      this.append(this.muted)
      return
    }
    this.form = make("form", { className: "bs-filter-form", id: "bs-filter-form", "aria-label": "Filter and sort" }, ...this.controls(), ...this.extras)
    this.form.addEventListener("change", event => this.choose(event.target))
    this.form.addEventListener("submit", event => event.preventDefault())
    const opener = button("Filter and sort", () => opener.setAttribute("aria-expanded", opener.ariaExpanded !== "true"), {
      className: "bs-button bs-filter-opener",
      "aria-expanded": false,
      "aria-controls": this.form.id,
    })
    this.clear = button("Show all", () => this.go(new URLSearchParams()))
    this.append(opener, this.said, this.clear, this.form, this.muted)
  }

  /** Only what tells this list's rows apart is offered. */
  *controls() {
    const topics = this.countTopics()
    if (topics.length > 1) {
      const options = topics.map(({ slug, name, papers }) => make("option", { value: slug }, `${name} (${papers})`))
      yield label("Topic", make("select", { name: "topic" }, make("option", { value: "" }, "All"), ...options))
      this.mute = button("Mute", () => this.toggleMute(this.query.get("topic")))
      yield this.mute
    }
    const most = Math.max(0, ...this.rows.map(row => row.comments))
    const steps = COMMENTS.filter(least => least <= most).map(least => make("option", { value: least }, `${least} or more`))
    if (steps.length) yield label("Comments", make("select", { name: "comments" }, make("option", { value: "" }, "Any"), ...steps))
    if (this.rows.some(row => row.code)) yield label("Code", make("input", { type: "checkbox", name: "code", value: "1" }))
    yield label("Unread", make("input", { type: "checkbox", name: "unread", value: "1" }))
    if (new Set(this.rows.map(row => row.item.parentElement)).size === 1) {
      const orders = [["", "As listed"]]
      if (new Set(this.rows.map(row => row.day)).size > 1) orders.push(["newest", "Newest"])
      if (steps.length) orders.push(["comments", "Comments"])
      orders.push(["title", "Title"])
      yield label("Sort", make("select", { name: "sort" }, ...orders.map(([value, name]) => make("option", { value }, name))))
    }
    if (this.topic) {
      this.muteOwn = button("Mute this topic", () => this.toggleMute(this.topic))
      yield this.muteOwn
    }
  }

  countTopics() {
    const topics = new Map()
    for (const { slug, name } of this.rows.flatMap(row => row.topics)) {
      if (slug !== this.topic) topics.set(slug, { slug, name, papers: (topics.get(slug)?.papers ?? 0) + 1 })
    }
    return [...topics.values()].sort((one, other) => other.papers - one.papers || one.name.localeCompare(other.name))
  }

  get query() {
    return new URLSearchParams(location.search)
  }

  choose(control) {
    if (!OWN.includes(control.name)) return
    const query = this.query
    const value = control.type === "checkbox" && !control.checked ? "" : control.value
    if (value) query.set(control.name, value)
    else query.delete(control.name)
    this.go(query)
  }

  /** Make these the page's own parameters; those of others, such as a newsletter's, stay. */
  go(query) {
    const all = this.query
    OWN.forEach(name => all.delete(name))
    OWN.filter(name => query.has(name)).forEach(name => all.set(name, query.get(name)))
    history.pushState(null, "", `${location.pathname}${all.size ? `?${all}` : ""}`)
    this.apply()
  }

  apply() {
    const query = this.query
    const rules = Object.entries(RULES).filter(([name]) => query.get(name))
    const hides = query.get("muted") !== "shown"
    const muted = store.all("muted")
    const passing = this.rows.filter(row => rules.every(([name, rule]) => rule(row, query.get(name))))
    const silent = passing.filter(row => this.isMuted(row, muted))
    const shown = new Set(hides ? passing.filter(row => !silent.includes(row)) : passing)
    for (const row of this.rows) row.item.hidden = !shown.has(row)
    this.sort(ORDERS[query.get("sort")])
    this.tellMuted(silent, hides)
    if (!this.bare) this.tell(query, rules, shown.size)
  }

  /** A paper is its first topic's before all: it is muted by that one only, and never on that topic's own page. */
  isMuted({ topics: [first] }, muted) {
    return first !== undefined && first.slug !== this.topic && muted.has(first.slug)
  }

  sort(order) {
    const sorted = order ? [...this.rows].sort(order) : this.rows
    if (sorted.some((row, at) => this.order?.[at] !== row)) sorted.forEach(row => row.item.parentElement.append(row.item))
    this.order = sorted
  }

  tell(query, rules, shown) {
    for (const control of this.form.elements) {
      if (!OWN.includes(control.name)) continue
      const value = query.get(control.name) ?? ""
      if (control.type === "checkbox") control.checked = value !== ""
      else control.value = value
    }
    const [all, topic] = [this.rows.length, query.get("topic")]
    this.said.textContent = !rules.length ? "" : shown ? `${shown} of ${count(all, "paper")}` : "No paper here is like that."
    this.clear.hidden = !OWN.some(name => query.get(name))
    if (this.mute) {
      this.mute.hidden = !topic || !this.rows.some(row => row.topics.some(({ slug }) => slug === topic))
      this.mute.textContent = store.get("muted", topic) ? "Unmute it" : "Mute it"
    }
    if (this.muteOwn) this.muteOwn.textContent = store.get("muted", this.topic) ? "Unmute this topic" : "Mute this topic"
  }

  tellMuted(rows, hidden) {
    const topics = new Map(rows.map(({ topics: [topic] }) => [topic.slug, topic.name]))
    this.muted.hidden = rows.length === 0
    const named = [...topics].flatMap(([slug, name]) => [" ", button(name, () => this.toggleMute(slug), { title: `Unmute ${name}` })])
    const shown = new URLSearchParams([...this.query, ["muted", "shown"]])
    const back = new URLSearchParams([...this.query].filter(([name]) => name !== "muted"))
    const all = button(hidden ? "Show" : "Hide", () => this.go(hidden ? shown : back))
    this.muted.replaceChildren(
      `${count(rows.length, "paper")} ${hidden ? "hidden" : "shown"} of topics that you muted:`,
      ...named,
      " · ",
      all,
    )
  }

  toggleMute(slug) {
    const name = this.rows.flatMap(row => row.topics).find(topic => topic.slug === slug)?.name
    if (store.get("muted", slug)) store.drop("muted", slug)
    else store.put("muted", slug, name ?? slug)
  }
}
customElements.define("bs-filter", Filter)

export const makeFilter = Filter.make

const label = (words, control) => make("label", { className: "bs-label" }, ...(control.type === "checkbox" ? [control, words] : [words, control]))
