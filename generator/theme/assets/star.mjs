/** A paper's star: pressed while the paper is on the reading list. */

import { ROOT } from "./addresses.mjs"
import { make } from "./elements.mjs"
import { isStarred, star, unstar } from "./reading-list.mjs"
import { store } from "./store.mjs"

const OUTLINE = "M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8z"

const draw = () => {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  const path = document.createElementNS(picture.namespaceURI, "path")
  picture.setAttribute("viewBox", "0 0 24 24")
  picture.setAttribute("aria-hidden", "true")
  path.setAttribute("d", OUTLINE)
  picture.append(path)
  return picture
}

class Star extends HTMLElement {
  /** `worded` stars say in words what they do. */
  static make(slug, title, { worded = false } = {}) {
    const made = document.createElement("bs-star")
    return Object.assign(made, { slug, headline: title, worded })
  }

  connectedCallback() {
    if (!this.button) {
      this.button = make("button", { type: "button", className: "bs-star" })
      this.button.append(draw())
      if (this.worded) this.button.append((this.words = make("span")))
      else this.button.setAttribute("aria-label", `Star: ${this.headline}`)
      this.button.addEventListener("click", () => this.toggle())
      this.append(this.button)
      if (this.worded) this.append((this.way = make("a", { href: new URL("reading-list/", ROOT).href }, "Open the list")))
    }
    store.addEventListener("change", this)
    this.handleEvent()
  }

  disconnectedCallback() {
    store.removeEventListener("change", this)
  }

  toggle() {
    if (isStarred(this.slug)) unstar(this.slug)
    else star(this.slug, this.headline)
  }

  handleEvent() {
    const starred = isStarred(this.slug)
    this.toggleAttribute("starred", starred)
    if (this.words) {
      this.way.hidden = !starred
      this.words.textContent = starred ? "On your reading list" : "Add to your reading list"
    } else {
      this.button.setAttribute("aria-pressed", starred)
      this.button.title = starred ? "Take off the reading list" : "Add to the reading list"
    }
  }
}
customElements.define("bs-star", Star)

export const makeStar = Star.make
