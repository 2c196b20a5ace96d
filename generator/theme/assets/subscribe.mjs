/**
 * Lets a reader tick feeds of the lists it wraps and take those as one OPML file. What is ticked stands in the address
 * (`?feeds=topic-agents,topic-code`), so that a choice can be kept and sent. Without JavaScript the lists are complete.
 */
class FeedChoice extends HTMLElement {
  connectedCallback() {
    if (this.take) return
    const chosen = new URLSearchParams(location.search).get("feeds")?.split(",") ?? []
    this.ticks = [...this.querySelectorAll("li")].map(item => this.addTick(item, chosen))
    this.take = this.addButton("", () => this.download())
    this.all = this.addButton("", () => this.tickAll())
    const row = Object.assign(document.createElement("p"), { className: "bs-choice" })
    row.append(this.take, this.all)
    this.prepend(row)
    this.addEventListener("change", () => this.keep())
    this.show()
  }

  /** Turns the name that an item begins with into the label of a box before it. */
  addTick(item, chosen) {
    const feed = item.querySelector("a[href$='.xml']")
    const name = feed.pathname.split("/").at(-1).replace(/\.xml$/, "")
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", name, checked: chosen.includes(name) })
    const label = document.createElement("label")
    label.append(tick, item.firstElementChild)
    item.prepend(label)
    return Object.assign(tick, { feed, title: label.textContent })
  }

  addButton(text, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text })
    button.addEventListener("click", act)
    return button
  }

  get ticked() {
    return this.ticks.filter(tick => tick.checked)
  }

  tickAll() {
    const checked = this.ticked.length < this.ticks.length
    for (const tick of this.ticks) tick.checked = checked
    this.keep()
  }

  keep() {
    const address = new URL(location)
    const names = this.ticked.map(tick => tick.name)
    address.search = names.length ? `?feeds=${names.join(",")}` : ""
    history.replaceState(history.state, "", address)
    this.show()
  }

  show() {
    const number = this.ticked.length
    this.take.disabled = !number
    this.take.textContent = number ? `Take ${number} ${number === 1 ? "topic" : "topics"} as OPML` : "Tick topics to take them as OPML"
    this.all.textContent = number < this.ticks.length ? "Tick all" : "Tick none"
  }

  write() {
    const title = `${this.dataset.title}: topics`
    const file = document.implementation.createDocument(null, "opml")
    file.documentElement.setAttribute("version", "2.0")
    const add = (parent, tag, attributes = {}) => {
      const element = parent.appendChild(file.createElement(tag))
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      return element
    }
    add(add(file.documentElement, "head"), "title").textContent = title
    const body = add(file.documentElement, "body")
    for (const { title: text, feed } of this.ticked) {
      add(body, "outline", { type: "rss", text, title: `${this.dataset.title}: ${text}`, xmlUrl: feed.href })
    }
    return `<?xml version="1.0" encoding="utf-8"?>\n${new XMLSerializer().serializeToString(file)}\n`
  }

  download() {
    const address = URL.createObjectURL(new Blob([this.write()], { type: "text/x-opml" }))
    Object.assign(document.createElement("a"), { href: address, download: "topics.opml" }).click()
    URL.revokeObjectURL(address)
  }
}

customElements.define("bs-feed-choice", FeedChoice)
