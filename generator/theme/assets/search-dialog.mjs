import { button, count, make } from "./elements.mjs"
import { client } from "./search-client.mjs"
import { makeOption } from "./search-hits.mjs"
import { tellFailure, tellSaid } from "./search-sentences.mjs"
import { LONGEST } from "./search-state.mjs"

const SIZE = 8
/** Milliseconds between the last key and the question: most readers type faster than that, and none notices it. */
const PAUSE = 90

/** Return the dialog of the header's element `host`, once it can be shown as it should look. */
export async function makeDialog(host) {
  const style = make("link", { rel: "stylesheet", href: new URL("search.css", import.meta.url).href })
  const styled = new Promise(resolve => ["load", "error"].forEach(name => style.addEventListener(name, resolve)))
  const dialog = new SearchDialog(host.querySelector("a").href)
  // in the header, which instant navigation leaves as it is
  host.append(style, dialog.dialog)
  client.warm()
  await styled
  return dialog
}

/** The search in place: a combobox over a list of the best hits, the rest on the search page. */
class SearchDialog {
  turn = 0
  active = -1
  options = []

  constructor(way) {
    this.way = way
    this.field = make("input", {
      className: "bs-ask-field",
      type: "search",
      name: "q",
      role: "combobox",
      placeholder: "Search papers",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: false,
      enterKeyHint: "search",
      "aria-label": "Search papers",
      "aria-controls": "bs-search-list",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
    })
    this.close = make("button", { type: "button" }, "Close")
    const form = make("form", { className: "bs-ask", role: "search", action: this.way }, this.field, this.close)
    this.said = make("p", { className: "bs-said" })
    this.list = make("div", { id: "bs-search-list", className: "bs-options", role: "listbox", "aria-label": "Results" })
    this.status = make("p", { className: "bs-total", role: "status" })
    this.more = make("a", { className: "bs-all", href: this.way })
    this.dialog = make(
      "dialog",
      { className: "bs-search-dialog", "aria-label": "Search" },
      form,
      this.said,
      this.list,
      make("div", { className: "bs-search-dialog-foot" }, this.status, this.more),
    )
    this.listen()
    this.invite()
  }

  /** Show it, with what the reader typed in the meantime. */
  open(typed) {
    if (typed) this.field.value = typed
    this.dialog.showModal()
    if (typed) this.ask()
    else this.field.select()
  }

  listen() {
    this.close.addEventListener("click", () => this.dialog.close())
    // what a click meets first of a dialog without padding is what stands in it, so this is the backdrop
    this.dialog.addEventListener("click", event => event.target === this.dialog && this.dialog.close())
    this.dialog.addEventListener("click", event => event.target.closest("a[href]") && this.leave(event))
    this.field.addEventListener("input", () => this.wait())
    this.field.addEventListener("keydown", event => this.press(event))
  }

  /** Close on the way to another page; the page that a reader comes back to has no dialog over it. */
  leave(event) {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.dialog.close()
  }

  press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && this.options.length) {
      event.preventDefault()
      // one place more than there are options: the field itself
      const places = this.options.length + 1
      this.select(((this.active + 1 + step + places) % places) - 1)
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault()
      this.options[this.active].click()
    }
  }

  select(place) {
    this.options[this.active]?.setAttribute("aria-selected", "false")
    this.active = place
    const option = this.options[place]
    option?.setAttribute("aria-selected", "true")
    option?.scrollIntoView({ block: "nearest" })
    if (option) this.field.setAttribute("aria-activedescendant", option.id)
    else this.field.removeAttribute("aria-activedescendant")
  }

  wait() {
    clearTimeout(this.pausing)
    this.list.ariaBusy = "true"
    this.pausing = setTimeout(() => this.ask(), PAUSE)
  }

  async ask() {
    const turn = ++this.turn
    const q = [...this.field.value.trim()].slice(0, LONGEST).join("")
    if (!q) return this.invite()
    this.list.ariaBusy = "true"
    try {
      const answer = await client.ask({ type: "query", q, size: SIZE, counts: false })
      if (turn === this.turn) this.show(q, answer)
    } catch (failure) {
      if (turn === this.turn) this.fail(failure)
    }
  }

  invite() {
    this.fill([])
    this.said.textContent = "All words are needed. “An exact phrase”, -without, topic:, year: and has:code narrow it down."
    this.status.textContent = ""
    this.lead("", "More ways to search")
  }

  show(q, { hits, total, said, notes }) {
    this.said.textContent = [...notes, hits.length ? tellSaid(said) : ""].filter(Boolean).join(" ")
    this.fill(hits)
    this.status.textContent = total ? count(total, "result") : "Nothing found."
    this.lead(`?${new URLSearchParams({ q })}`, total > hits.length ? "Show all" : "Open on a page")
  }

  fail({ kind }) {
    const [words, action] = tellFailure(kind)
    this.fill([])
    this.said.textContent = ""
    this.status.replaceChildren(words, " ", button(action, () => (kind === "stale" ? location.reload() : this.ask())))
  }

  fill(hits) {
    this.select(-1)
    this.options = hits.map((hit, place) => makeOption(hit, `bs-option-${place}`))
    this.list.replaceChildren(...this.options)
    this.list.hidden = !hits.length
    this.list.scrollTop = 0
    this.list.ariaBusy = "false"
    this.field.setAttribute("aria-expanded", String(hits.length > 0))
  }

  lead(query, words) {
    this.more.href = this.way + query
    this.more.textContent = words
  }
}
