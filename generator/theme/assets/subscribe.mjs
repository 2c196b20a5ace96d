/**
 * Lets a reader tick feeds of the lists it wraps and take those as one OPML file. What is ticked stands in the address
 * (`?feeds=topic-agents,topic-code`), so that a choice can be kept and sent. Without JavaScript the lists are complete.
 */

import { button, count, make } from "./elements.mjs"
import { save } from "./saving.mjs"

class FeedChoice extends HTMLElement {
  connectedCallback() {
    if (this.take) return
    const chosen = new URLSearchParams(location.search).get("feeds")?.split(",") ?? []
    this.ticks = [...this.querySelectorAll("li")].map(item => this.addTick(item, chosen))
    this.take = button("", () => save("topics.opml", "text/x-opml", this.write()), { className: "" })
    this.all = button("", () => this.tickAll(), { className: "" })
    this.prepend(make("p", { className: "bs-choice" }, this.take, this.all))
    this.addEventListener("change", () => this.keep())
    this.show()
  }

  /** Turns the name that an item begins with into the label of a box before it. */
  addTick(item, chosen) {
    const feed = item.querySelector("a[href$='.xml']")
    const name = feed.pathname.split("/").at(-1).replace(/\.xml$/, "")
    const tick = make("input", { type: "checkbox", name, checked: chosen.includes(name) })
    const label = make("label", {}, tick, item.firstElementChild)
    item.prepend(label)
    return Object.assign(tick, { feed, title: label.textContent })
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
    this.take.textContent = number ? `Take ${count(number, "topic")} as OPML` : "Tick topics to take them as OPML"
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
}
customElements.define("bs-feed-choice", FeedChoice)
