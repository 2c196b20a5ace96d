/** Says of a digest, on its own page, whether the reader is done with it. */

import { button } from "./elements.mjs"
import { store } from "./store.mjs"
import { isMarkedRead, markRead, markUnread } from "./visits.mjs"

class ReadMark extends HTMLElement {
  /** `papers` are the marks of the digest's papers on this page. */
  static make(date, papers) {
    return Object.assign(document.createElement("bs-read-mark"), { date, papers })
  }

  connectedCallback() {
    if (!this.button) this.append((this.button = button("", () => this.toggle())))
    store.addEventListener("change", this)
    this.handleEvent()
  }

  disconnectedCallback() {
    store.removeEventListener("change", this)
  }

  get read() {
    return isMarkedRead(this.date, this.papers)
  }

  toggle() {
    if (this.read) markUnread(this.date)
    else markRead(this.date, this.papers)
  }

  handleEvent() {
    this.button.textContent = this.read ? "Mark digest unread" : "Mark digest read"
  }
}
customElements.define("bs-read-mark", ReadMark)

export const makeReadMark = ReadMark.make
