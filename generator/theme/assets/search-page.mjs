import { button, count, make } from "./elements.mjs"
import { client } from "./search-client.mjs"
import { SearchDownloads } from "./search-downloads.mjs"
import { SearchFacets } from "./search-facets.mjs"
import { makeRow } from "./search-hits.mjs"
import { tellFailure, tellSaid } from "./search-sentences.mjs"
import { isAsking, LONGEST, readState, SORTS, writeState } from "./search-state.mjs"

const SIZE = 20
/** Milliseconds, as in the dialog. */
const PAUSE = 90

/** The search page. Its address is its state: every change goes there first, and what is shown is read from there. */
export class SearchForm {
  turn = 0
  leaving = new AbortController()

  constructor(host) {
    this.host = host
    this.build()
    this.place()
    this.listen()
    client.warm()
    this.start()
    if (!isAsking(this.state)) this.field.focus({ preventScroll: true })
  }

  leave() {
    clearTimeout(this.pausing)
    this.leaving.abort()
  }

  build() {
    this.field = make("input", {
      className: "bs-ask-field",
      type: "search",
      name: "q",
      placeholder: "Search papers",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: false,
      enterKeyHint: "search",
      "aria-label": "Search papers",
    })
    const go = make("button", {}, "Search")
    this.form = make("form", { className: "bs-ask", role: "search" }, this.field, go)
    this.sort = make(
      "select",
      { className: "bs-sort-choice" },
      ...Object.entries(SORTS).map(([value, name]) => make("option", { value }, name)),
    )
    this.facets = new SearchFacets((name, value, chosen) => this.choose(name, value, chosen))
    this.downloads = new SearchDownloads(() => this.question)
    this.total = make("p", { className: "bs-total", role: "status", tabIndex: -1 })
    this.said = make("div", { className: "bs-said" })
    this.list = make("ul")
    this.pages = make("nav", { className: "bs-pages", "aria-label": "Pages of results" })
    this.bar = make(
      "div",
      { className: "bs-found-bar", hidden: true },
      make("label", {}, "Sort by ", this.sort),
      this.downloads.element,
    )
    this.results = make(
      "section",
      { className: "bs-found-list", "aria-label": "Results" },
      make("div", { className: "bs-found-head" }, this.total, this.bar),
      this.said,
      make("div", { className: "bs-rows bs-hits" }, this.list),
      this.pages,
    )
  }

  place() {
    this.host.querySelector(".bs-unscripted")?.remove()
    const found = make("div", { className: "bs-found" }, this.facets.element, this.results)
    this.host.querySelector("h1").after(this.form, found)
  }

  listen() {
    const { signal } = this.leaving
    this.form.addEventListener("submit", event => {
      event.preventDefault()
      clearTimeout(this.pausing)
      this.write({ q: this.field.value, page: 1 })
      this.settled = true
    })
    this.field.addEventListener("input", () => {
      clearTimeout(this.pausing)
      this.pausing = setTimeout(() => this.type(), PAUSE)
    })
    this.sort.addEventListener("change", () => this.write({ sort: this.sort.value, page: 1 }))
    // ways to another state of this page: instant navigation or a load would begin it anew
    this.host.addEventListener("click", event => {
      const way = event.target.closest("a[data-bs-state]")
      if (!way || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      this.write(readState(new URL(way.href).search))
      this.total.focus()
    })
    addEventListener("popstate", () => this.start(), { signal })
  }

  /** Begin from an address that the reader came to. */
  start() {
    this.read()
    this.settled = isAsking(this.state)
  }

  /** A reader who goes back wants her last query, not her last letter: what is typed on replaces itself. */
  type() {
    this.write({ q: this.field.value, page: 1 }, { replaces: !this.settled })
    this.settled = false
  }

  choose(name, value, chosen) {
    if (name === "code") return this.write({ code: chosen, page: 1 })
    const others = this.state[name].filter(each => each !== value)
    this.write({ [name]: chosen ? [...others, value] : others, page: 1 })
  }

  /** Change the address by `changes`, and show what it says now. */
  write(changes, { replaces = false } = {}) {
    const query = writeState({ ...this.state, ...changes })
    if (query !== location.search) {
      const way = location.pathname + query
      if (replaces) history.replaceState(history.state, "", way)
      else history.pushState(null, "", way)
    }
    this.settled = true
    this.read()
  }

  /** Show what the address says. */
  read() {
    this.state = readState(location.search)
    const { q, sort, topic, year, code } = this.state
    // a reader may be typing on
    if (this.field.value.trim() !== q.trim()) this.field.value = q
    this.sort.value = sort
    this.question = { q, sort, facets: { topic, year, code } }
    this.ask()
  }

  async ask() {
    const turn = ++this.turn
    if (!isAsking(this.state)) return this.rest()
    this.results.ariaBusy = "true"
    const from = (this.state.page - 1) * SIZE
    try {
      const answer = await client.ask({ type: "query", ...this.question, from, size: SIZE })
      if (turn === this.turn) this.show(answer)
    } catch (failure) {
      if (turn === this.turn) this.fail(failure)
    } finally {
      if (turn === this.turn) {
        this.results.ariaBusy = "false"
        this.host.classList.add("bs-ready")
      }
    }
  }

  /** Nothing is asked: the page's own words are enough. */
  rest() {
    this.facets.hide()
    this.fill([], 0)
    this.total.textContent = ""
    this.said.replaceChildren()
    this.host.classList.add("bs-ready")
  }

  show({ hits, total, said, notes, facets }) {
    const last = Math.max(1, Math.ceil(total / SIZE))
    if (this.state.page > last) return this.write({ page: last }, { replaces: true })
    this.facets.show(facets, this.state)
    this.fill(hits, last)
    this.total.textContent = total ? count(total, "result") : "Nothing found"
    const cut = this.state.cut ? [`Only the first ${LONGEST} letters are searched for.`] : []
    const sentences = [...cut, ...notes, total ? tellSaid(said) : ""].filter(Boolean)
    this.said.replaceChildren(...sentences.map(sentence => make("p", {}, sentence)), ...(total ? [] : this.advise()))
  }

  fail({ kind }) {
    const [words, action] = tellFailure(kind)
    this.fill([], 0)
    this.total.textContent = words
    this.said.replaceChildren(make("p", {}, button(action, () => (kind === "stale" ? location.reload() : this.ask()))))
  }

  fill(hits, last) {
    this.list.replaceChildren(...hits.map(makeRow))
    this.bar.hidden = !hits.length
    this.host.classList.toggle("bs-found-some", hits.length > 0)
    this.pages.hidden = last < 2
    const { page } = this.state
    this.pages.replaceChildren(
      page > 1 ? this.makeWay({ page: page - 1 }, "Previous") : "",
      make("span", { className: "bs-count" }, `Page ${page} of ${last}`),
      page < last ? this.makeWay({ page: page + 1 }, "Next") : "",
    )
  }

  /** Return what a reader who found nothing may do next. */
  advise() {
    const { q, topic, year, code } = this.state
    const ways = []
    if (topic.length || year.length || code) {
      ways.push([this.makeWay({ topic: [], year: [], code: false, page: 1 }, "Search without the filters")])
    }
    const words = q.match(/-?\w*:?"[^"]*"|\S+/g) ?? []
    if (words.length > 1 && words.length < 9) {
      const shorter = words.map((word, place) => {
        return this.makeWay({ q: words.toSpliced(place, 1).join(" "), page: 1 }, `without “${word}”`)
      })
      ways.push(["Search ", ...shorter.flatMap((way, place) => (place ? [" or ", way] : [way]))])
    }
    ways.push(["Try another word, a shorter one, or its beginning"], ["Look through what stands below"])
    return [make("ul", { className: "bs-advice" }, ...ways.map(way => make("li", {}, ...way)))]
  }

  makeWay(changes, words) {
    const query = writeState({ ...this.state, ...changes })
    return make("a", { href: location.pathname + query, "data-bs-state": "" }, words)
  }
}
