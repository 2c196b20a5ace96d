/** How close the rows of lists stand: with their first sentences, or as headlines alone. */

import { make } from "./elements.mjs"
import { store } from "./store.mjs"

const isCompact = () => store.get("choice", "rows") === "compact"

/** Have every page follow the reader's choice, in this tab and the others. */
export const followDensity = () => {
  const show = () => document.documentElement.toggleAttribute("data-bs-compact", isCompact())
  store.addEventListener("change", show)
  show()
}

class Density extends HTMLElement {
  connectedCallback() {
    if (this.box) return
    this.box = make("input", { type: "checkbox", checked: isCompact() })
    this.box.addEventListener("change", () => store.put("choice", "rows", this.box.checked ? "compact" : "roomy"))
    this.append(make("label", { className: "bs-label" }, this.box, "Headlines only"))
  }
}
customElements.define("bs-density", Density)
