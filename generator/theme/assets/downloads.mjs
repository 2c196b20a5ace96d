/** Shows how large each download is, from the list that is made with them. Without it the list is complete but for that. */
const UNITS = ["bytes", "kB", "MB", "GB"]

class Downloads extends HTMLElement {
  async connectedCallback() {
    if (this.list) return
    this.list = this.querySelector("a[href='index.json']")
    const answer = await fetch(this.list.href)
    if (!answer.ok) return
    for (const { name, bytes } of await answer.json()) {
      const size = Object.assign(document.createElement("span"), { className: "bs-count", textContent: tell(bytes) })
      this.querySelector(`a[href="${name}"]`)?.after(" ", size)
    }
  }
}

function tell(bytes) {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1)
  const number = bytes / 1000 ** power
  return `${power && number < 10 ? number.toFixed(1) : Math.round(number)} ${UNITS[power]}`
}

customElements.define("bs-downloads", Downloads)
