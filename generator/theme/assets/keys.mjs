/** The keys of a page: from row to row, open, star. They are the reader's to switch off, and never those of a form. */

import { button, make } from "./elements.mjs"
import { store } from "./store.mjs"

const KEYS = {
  "/ s": "Search",
  j: "Next paper of the list",
  k: "Paper before",
  o: "Open it",
  b: "Star it, or take the star off",
  "?": "These keys",
}
/** Height of the header that rows scroll under, in CSS pixels. */
const HEADER = 60
const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox]"

class Keys extends HTMLElement {
  /** `find` returns the page's rows as they stand; `pageStar` is the star of the paper that the page is about, if any. */
  static make(find, pageStar) {
    return Object.assign(document.createElement("bs-keys"), { find, pageStar })
  }

  connectedCallback() {
    if (!this.dialog) this.build()
    addEventListener("keydown", this)
    store.addEventListener("change", this)
    this.tell()
  }

  disconnectedCallback() {
    removeEventListener("keydown", this)
    store.removeEventListener("change", this)
  }

  /** Who else listens for single keys, as the search does, asks the document. */
  tell() {
    document.documentElement.toggleAttribute("data-bs-keyless", !this.used)
  }

  build() {
    const rows = Object.entries(KEYS).map(([key, words]) => [make("dt", {}, ...key.split(" ").map(each => make("kbd", {}, each))), make("dd", {}, words)])
    this.choice = make("input", { type: "checkbox" })
    this.choice.addEventListener("change", () => store.put("choice", "keys", this.choice.checked))
    const heading = make("h2", { id: "bs-keys-heading" }, "Keys")
    this.dialog = make(
      "dialog",
      { className: "bs-dialog", "aria-labelledby": heading.id },
      heading,
      make("dl", {}, ...rows.flat()),
      make("label", { className: "bs-label" }, this.choice, "Use these keys"),
      button("Close", () => this.dialog.close()),
    )
    this.append(button("Keys", () => this.show(), { title: "Keyboard shortcuts (?)", "aria-haspopup": "dialog" }), this.dialog)
  }

  get used() {
    return store.get("choice", "keys") !== false
  }

  show() {
    this.choice.checked = this.used
    this.dialog.showModal()
  }

  handleEvent(event) {
    if (event.type === "change") this.tell()
    else this.press(event)
  }

  press(event) {
    const held = event.ctrlKey || event.metaKey || event.altKey || event.isComposing
    const typed = event.composedPath()[0]
    if (held || event.defaultPrevented || !this.used || document.querySelector("dialog[open]")) return
    if (typed instanceof Element && typed.closest(TYPED_IN)) return
    const act = { j: () => this.step(1), k: () => this.step(-1), o: () => this.open(), b: () => this.star(), "?": () => this.show() }[event.key]
    if (act) {
      event.preventDefault()
      act()
    }
  }

  get rows() {
    return this.find().filter(row => row.link.checkVisibility())
  }

  get current() {
    return this.rows.find(row => row.item.contains(document.activeElement))
  }

  /** From the row with the focus to the next; from elsewhere, to the first that is in sight. */
  step(by) {
    const rows = this.rows
    const at = rows.findIndex(row => row.item.contains(document.activeElement))
    const inSight = () => rows.findIndex(row => row.link.getBoundingClientRect().top >= HEADER)
    const next = rows[at < 0 ? inSight() : at + by]
    next?.link.focus()
    next?.item.scrollIntoView({ block: "nearest" })
  }

  open() {
    this.current?.link.click()
  }

  star() {
    const star = this.current?.item.querySelector("bs-star") ?? this.pageStar
    star?.toggle()
  }
}
customElements.define("bs-keys", Keys)

export const makeKeys = Keys.make
