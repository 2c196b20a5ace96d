/**
 * Gives each page what a reader's own browser can add to it: stars, filters, keys, and the rooms of their own.
 *
 * The HTML is complete without it. All that it adds is made here, from what the page says.
 */

import "./alternates.mjs"
import { digestAt, paperAt, topicAt } from "./addresses.mjs"
import { make } from "./elements.mjs"
import { followDensity } from "./density.mjs"
import { makeFilter } from "./filter.mjs"
import { makeKeys } from "./keys.mjs"
import { markOf } from "./marks.mjs"
import { keepOffline } from "./offline.mjs"
import { makeReadMark } from "./read-mark.mjs"
import { findRows } from "./rows.mjs"
import { makeStar } from "./star.mjs"
import { store } from "./store.mjs"
import { touch } from "./visits.mjs"

/** Kinds of pages whose lists are filtered; on the front page only what is muted is left out. */
const FILTERED = ["digest", "topic", "papers", "month"]

class Reader extends HTMLElement {
  connectedCallback() {
    const page = this.querySelector(".bs-page")
    if (!page || this.page === page) return
    this.page = page
    touch()
    // instant navigation renews the header after this
    queueMicrotask(() => this.headPage())
    this.kind = /bs-page--([\w-]+)/.exec(page.className)?.[1]
    const rows = findRows(page)
    for (const { item, slug, title } of rows) item.append(makeStar(slug, title))
    const star = this.kind === "paper" ? this.greetPaper() : undefined
    this.addFilter(rows)
    if (page.querySelector("bs-authors")) import("./authors.mjs")
    if (this.kind === "home") this.openRoom("bs-catch-up", import("./catch-up.mjs"), room => page.querySelector(".bs-dateline").after(room))
    if (this.kind === "reading-list") this.openRoom("bs-list-page", import("./list-page.mjs"), room => page.querySelector("bs-keys").before(room))
    page.append(makeKeys(() => findRows(page), star))
  }

  /** Repeat the headline in the header, which shows it once it is out of sight itself. */
  headPage() {
    const headline = this.page.querySelector("h1")?.cloneNode(true)
    headline?.querySelector(".headerlink")?.remove()
    document.querySelector("[data-md-component=header-topic] > *")?.replaceChildren(headline?.textContent.trim() ?? "")
  }

  /** Note that the paper was opened, and give it its star. */
  greetPaper() {
    const slug = paperAt(location.href)
    if (!slug) return undefined
    if (!store.get("opened", slug)) store.put("opened", slug, 1)
    const star = makeStar(slug, this.page.querySelector("h1").textContent.trim(), { worded: true })
    this.page.querySelector(".bs-dateline")?.append(star)
    return star
  }

  /** What stands on one page only is loaded there only. */
  async openRoom(element, module, place) {
    await module
    place(make(element))
  }

  addFilter(rows) {
    const bare = this.kind === "home"
    if (!bare && !FILTERED.includes(this.kind)) return
    const listed = rows.filter(row => row.item.closest(bare ? ".bs-rows" : ".bs-rows, .bs-fronts"))
    if (!listed.length) return
    const day = digestAt(location.href)
    const extras = [make("bs-density")]
    if (this.kind === "digest" && day) extras.push(makeReadMark(day, listed.map(({ slug }) => markOf(slug)).join("")))
    const filter = makeFilter(listed, { topic: topicAt(location.href), bare, extras })
    listed[0].item.closest(".bs-rows, .bs-fronts").before(filter)
  }
}
followDensity()
customElements.define("bs-reader", Reader)
// after everything that the page itself needs
addEventListener("load", () => keepOffline(), { once: true })
