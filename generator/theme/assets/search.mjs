/** All that a page loads of the search until the reader shows intent: two elements that fetch the rest when asked. */

/** The header's link to the search page, which opens the search in place. */
class Search extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController()
    const { signal } = this.leaving
    this.link = this.querySelector("a")
    // absolute, for instant navigation keeps the header while the address changes
    this.link.href = this.link.href
    this.link.ariaHasPopup = "dialog"
    this.link.setAttribute("aria-keyshortcuts", "/ s")
    this.addEventListener("focusin", () => this.load().catch(() => {}), { signal })
    this.link.addEventListener("click", event => this.click(event), { signal })
    document.addEventListener("keydown", event => this.press(event), { signal })
  }

  disconnectedCallback() {
    this.leaving.abort()
  }

  load() {
    return this.loading ??= import("./search-dialog.mjs").then(({ makeDialog }) => makeDialog(this))
  }

  async open() {
    const field = document.querySelector("bs-search-page input")
    if (field) return field.select()
    // a reader types on while the dialog is on its way
    this.typed = ""
    try {
      const dialog = await this.load()
      dialog.open(this.typed)
    } catch {
      location.assign(this.link.href)
    }
    this.typed = null
  }

  click(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    take(event)
    this.open()
  }

  press(event) {
    const { key, target } = event
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
    const waiting = this.typed != null
    if (waiting ? key.length > 1 : key !== "/" && key !== "s") return
    if (document.documentElement.hasAttribute("data-bs-keyless")) return
    if (target.isContentEditable || document.querySelector("dialog[open]")) return
    if (target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select")) return
    take(event)
    if (waiting) this.typed += key
    else this.open()
  }
}

/** What stands around the search page's content. */
class SearchPage extends HTMLElement {
  async connectedCallback() {
    const { SearchForm } = await import("./search-page.mjs")
    if (this.isConnected) this.form ??= new SearchForm(this)
  }

  disconnectedCallback() {
    this.form?.leave()
    this.form = null
  }
}

/** Keep an event from the browser, and from Material, which has keys of its own and goes after links. */
function take(event) {
  event.preventDefault()
  event.stopPropagation()
}

customElements.define("bs-search", Search)
customElements.define("bs-search-page", SearchPage)
