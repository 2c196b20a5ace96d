/** What came since the last visit, by digest and topic, on the front page. At the first visit nothing is called new. */

import { ROOT, topicAddress } from "./addresses.mjs"
import { button, count, make, nameDay } from "./elements.mjs"
import { split } from "./marks.mjs"
import { store } from "./store.mjs"
import { lastVisit, markRead, markUnread, note, tellNews } from "./visits.mjs"

/** Digests, and topics of each, that are told before the reader asks for more. */
const FEW = 5

class CatchUp extends HTMLElement {
  async connectedCallback() {
    store.addEventListener("change", this)
    this.recent ??= await read()
    if (!this.recent || !this.isConnected) return
    note(this.recent.digests)
    this.handleEvent()
  }

  disconnectedCallback() {
    store.removeEventListener("change", this)
  }

  handleEvent() {
    if (!this.recent) return
    const news = tellNews(this.recent.digests)
    const focused = [...this.querySelectorAll("button")].indexOf(document.activeElement)
    this.replaceChildren(...(news.length || lastVisit() ? this.tell(news) : []))
    // the button that was pressed is another one now, or gone with its digest: the next one stands in its place
    if (focused >= 0) (this.querySelectorAll("button")[focused] ?? this.querySelector("h2")).focus()
  }

  *tell(news) {
    const unread = news.filter(digest => digest.unread.length)
    const shown = store.get("choice", "read") === "shown" ? news : unread
    yield make("h2", { id: "bs-news", tabIndex: -1 }, headline(news))
    const few = this.all ? shown : shown.slice(0, FEW)
    yield make("ul", { className: "bs-news", "aria-labelledby": "bs-news" }, ...few.map(digest => this.tellDigest(digest)))
    const tools = []
    if (few.length < shown.length) tools.push(button(`All ${shown.length} digests`, () => this.showAll()))
    if (unread.length > 1) tools.push(button("Mark all read", () => unread.forEach(each => markRead(each.date, each.papers))))
    const read = news.length - unread.length
    if (read) {
      const hidden = shown.length < news.length
      const words = hidden ? `Show ${count(read, "digest")} read` : "Hide what is read"
      tools.push(button(words, () => store.put("choice", "read", hidden ? "shown" : "hidden")))
    }
    if (tools.length) yield make("p", { className: "bs-tools" }, ...tools)
  }

  showAll() {
    this.all = true
    this.handleEvent()
  }

  tellDigest({ date, papers, topics, unread, fresh }) {
    const size = split(papers).length
    const some = fresh.length || unread.length || size
    const words = some < size ? `${some} more of ${count(size, "paper")}` : count(size, "paper")
    const told = new Set(fresh.length ? fresh : unread.length ? unread : split(papers))
    const read = unread.length === 0
    const mark = button(read ? "Mark unread" : "Mark read", () => (read ? markUnread(date) : markRead(date, papers)), {
      "aria-label": `${read ? "Mark unread" : "Mark read"}: ${nameDay(date)}`,
    })
    const link = make("a", { href: new URL(`dates/${date.replaceAll("-", "/")}/`, ROOT).href }, nameDay(date))
    const state = fresh.length ? make("span", { className: "bs-new" }, "New") : ""
    return make(
      "li",
      { className: read ? "bs-read" : "" },
      make("strong", {}, link),
      make("span", { className: "bs-count" }, words),
      state,
      make("span", { className: "bs-topics" }, ...this.tellTopics(topics.filter((_, at) => told.has(split(papers)[at])))),
      mark,
    )
  }

  /** The topics of papers, the most frequent first. */
  tellTopics(topics) {
    const counts = new Map()
    for (const place of topics.flat()) counts.set(place, (counts.get(place) ?? 0) + 1)
    const most = [...counts].sort(([one, many], [other, more]) => more - many || one - other).slice(0, FEW)
    return most.map(([place, papers]) => {
      const [slug, name, hue] = this.recent.topics[place]
      const link = make("a", { href: topicAddress(slug) }, name)
      return make("span", { className: `bs-topic bs-hue-${hue}` }, link, ` ${papers}`)
    })
  }
}
customElements.define("bs-catch-up", CatchUp)

const headline = news => {
  const fresh = news.filter(digest => digest.fresh.length)
  const papers = fresh.reduce((sum, digest) => sum + digest.fresh.length, 0)
  const since = lastVisit() ? `your last visit, on ${nameDay(lastVisit())}` : "you came"
  if (papers) return `Since ${since}: ${count(papers, "new paper")} in ${count(fresh.length, "digest")}`
  return `Nothing new since ${since}`
}

/** The newest digests as the site has them now; undefined where they can't be had. */
const read = async () => {
  try {
    const response = await fetch(new URL("assets/recent.json", ROOT), { cache: "no-cache" })
    const recent = response.ok ? await response.json() : undefined
    return Array.isArray(recent?.digests) ? recent : undefined
  } catch {
    return undefined
  }
}
