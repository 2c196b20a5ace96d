/**
 * Names the authors that a page leaves out, where it is asked. Without JavaScript the element is a link to the record that
 * holds them all.
 */

import { button, make } from "./elements.mjs"

class Authors extends HTMLElement {
  connectedCallback() {
    this.link ??= this.querySelector("a")
    this.replaceChildren(button(this.link.textContent, () => this.tell()))
  }

  async tell() {
    const others = Number(this.link.textContent.replace(/\D/g, ""))
    try {
      const { authors } = await (await fetch(this.link.href)).json()
      const rest = make("span", { tabIndex: -1 }, authors.slice(-others).join(", "))
      this.replaceWith(rest)
      // the button that had it is gone
      rest.focus()
    } catch {
      this.replaceChildren(this.link)
    }
  }
}
customElements.define("bs-authors", Authors)
