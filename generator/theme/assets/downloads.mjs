/** Shows how large each download is, from the list that is made with them. Without it the list is complete but for that. */

import { make } from "./elements.mjs"

const UNITS = ["bytes", "kB", "MB", "GB"]

class Downloads extends HTMLElement {
  async connectedCallback() {
    if (this.list) return
    this.list = this.querySelector("a[href='index.json']")
    for (const { name, bytes } of await read(this.list.href)) {
      this.querySelector(`a[href="${name}"]`)?.after(" ", make("span", { className: "bs-count" }, tell(bytes)))
    }
  }
}

/** The files there are; none where that can't be had. */
const read = async address => {
  try {
    const answer = await fetch(address)
    return answer.ok ? await answer.json() : []
  } catch {
    return []
  }
}

const tell = bytes => {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1)
  const number = bytes / 1000 ** power
  return `${power && number < 10 ? number.toFixed(1) : Math.round(number)} ${UNITS[power]}`
}

// last: an element that is there begins at once
customElements.define("bs-downloads", Downloads)
