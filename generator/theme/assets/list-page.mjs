/** The reading list as a page: order, notes, files, the address that shares it, and what is offered by such an address. */

import { paperAddress, ROOT } from "./addresses.mjs"
import { button, count, make, nameDay } from "./elements.mjs"
import { fetchCitation, findPaper, runAll } from "./papers.mjs"
import * as list from "./reading-list.mjs"
import { save } from "./saving.mjs"
import { COMFORTABLE, decode, encode, holdsList, MOST } from "./sharing.mjs"
import { store } from "./store.mjs"

/** Bytes of a file: a thousand papers with long notes fit. */
const LARGEST = 10_000_000
const TROUBLE = {
  denied: "This browser lets the site keep nothing: the list is lost when this page is closed. Export it to a file.",
  full: "This browser has no room left: what you changed last is lost when this page is closed. Export the list to a file.",
}

class ListPage extends HTMLElement {
  rows = new Map()

  connectedCallback() {
    if (!this.ol) this.build()
    store.addEventListener("change", this)
    addEventListener("hashchange", this)
    this.handleEvent()
    this.check()
    this.consider()
  }

  disconnectedCallback() {
    store.removeEventListener("change", this)
    removeEventListener("hashchange", this)
  }

  handleEvent(event) {
    if (event?.type === "hashchange") this.consider()
    else this.show()
  }

  build() {
    this.trouble = make("div", { className: "bs-trouble" })
    this.offer = make("section", { className: "bs-offer", hidden: true, "aria-label": "A shared list" })
    this.said = make("p", { className: "bs-said", role: "status" })
    this.size = make("span", { className: "bs-count" })
    this.file = make("input", { type: "file", accept: ".json,application/json", hidden: true })
    this.file.addEventListener("change", () => this.import())
    this.out = [
      button("BibTeX", () => this.cite()),
      button("Share", () => this.share()),
      button("Export", () => save("reading-list.json", "application/json", list.write(list.listPapers()))),
    ]
    const tools = make("div", { className: "bs-tools" }, this.size, ...this.out, button("Import", () => this.file.click()), this.file)
    this.ol = make("ol", { className: "bs-kept" })
    this.empty = make("p", {}, "Nothing is starred yet. Press the star beside a paper, or the key b, and it stands here.")
    this.append(this.trouble, this.offer, tools, this.said, this.ol, this.empty)
  }

  say(...words) {
    this.said.replaceChildren(...words)
  }

  show() {
    const papers = list.listPapers()
    this.size.textContent = papers.length ? count(papers.length, "paper") : ""
    this.empty.hidden = papers.length > 0
    for (const each of this.out) each.hidden = !papers.length
    this.showTrouble()
    const focused = document.activeElement
    const rows = papers.map((paper, at) => this.showPaper(paper, at, papers.length))
    const now = new Set(papers.map(({ slug }) => slug))
    for (const [slug, row] of this.rows) if (!now.has(slug)) (row.item.remove(), this.rows.delete(slug))
    // only what stands elsewhere is moved: an element that is moved loses the focus
    rows.forEach((row, at) => this.ol.children[at] === row.item || this.ol.insertBefore(row.item, this.ol.children[at] ?? null))
    if (focused !== document.activeElement && focused?.isConnected) focused.focus()
  }

  showPaper(paper, at, all) {
    const row = this.rows.get(paper.slug) ?? this.makeRow(paper)
    this.rows.set(paper.slug, row)
    row.link.textContent = paper.title
    if (paper.gone) row.link.removeAttribute("href")
    else row.link.href = paperAddress(paper.slug)
    row.meta.textContent = paper.gone ? "No longer in this library" : `Added ${nameDay(paper.added)}`
    if (row.known !== paper.note) row.note.value = row.known = paper.note
    row.first.disabled = row.up.disabled = at === 0
    row.down.disabled = at === all - 1
    return row
  }

  makeRow({ slug, title }) {
    const note = make("textarea", { rows: 1, placeholder: "Note", "aria-label": `Note on ${title}` })
    note.addEventListener("input", () => list.annotate(slug, (row.known = note.value)))
    const mover = (words, sign, places) => button(sign, () => list.move(slug, places), { className: "bs-button bs-sign", title: words, "aria-label": `${words}: ${title}` })
    const row = {
      note,
      /** The note as this page and the list both have it: where they differ, another tab or a file has written. */
      known: "",
      link: make("a", { href: paperAddress(slug) }),
      meta: make("span", { className: "bs-meta" }),
      first: mover("To the top", "⤒", -Infinity),
      up: mover("Up", "↑", -1),
      down: mover("Down", "↓", 1),
    }
    const off = button("Remove", () => this.takeOff(slug), { "aria-label": `Remove: ${title}` })
    const tools = make("p", { className: "bs-tools" }, row.meta, row.first, row.up, row.down, off)
    row.item = make("li", {}, make("p", {}, make("strong", {}, row.link)), note, tools)
    return row
  }

  takeOff(slug) {
    const paper = list.listPapers().find(each => each.slug === slug)
    list.unstar(slug)
    const back = () => {
      list.restore(paper)
      this.say()
    }
    this.say(`Removed “${paper.title}”. `, button("Undo", back))
    this.said.querySelector("button").focus()
  }

  showTrouble() {
    const words = TROUBLE[store.trouble] ? [make("p", {}, TROUBLE[store.trouble])] : []
    const aside = store.aside()
    if (aside.size) {
      const text = JSON.stringify(Object.fromEntries(aside), null, 2)
      words.push(
        make(
          "p",
          {},
          `${count(aside.size, "record")} of this site in your browser could not be read, and was put aside. `,
          button("Save as a file", () => save("put-aside.json", "application/json", text)),
          " ",
          button("Forget", () => store.forgetAside()),
        ),
      )
    }
    this.trouble.replaceChildren(...words)
  }

  /** Once a day, ask the site where each paper stands: it may have moved, or be gone. */
  async check() {
    const today = new Date().toISOString().slice(0, 10)
    const due = list.listPapers().filter(paper => paper.checked !== today)
    await runAll(due, async ({ slug }) => list.note(slug, await findPaper(slug), today))
  }

  async cite() {
    const papers = list.listPapers()
    let done = 0
    const tell = () => this.say(`Fetching citations: ${(done += 1)} of ${papers.length}`)
    const citations = await runAll(papers, async ({ slug }) => fetchCitation(slug).finally(tell))
    const missing = papers.filter((_, at) => !citations[at]).map(({ title }) => `“${title}”`)
    const found = citations.filter(text => text)
    if (found.length) save("reading-list.bib", "application/x-bibtex", found.join("\n"))
    this.say(count(found.length, "citation"), missing.length ? `; none could be had for ${missing.join(", ")}` : "")
  }

  async share() {
    const papers = list.listPapers().filter(paper => !paper.gone)
    if (papers.length > MOST) return this.say(`An address holds no more than ${MOST} papers. Export the list, and send the file.`)
    const address = new URL("reading-list/", ROOT).href + (await encode(papers.map(({ slug }) => slug)))
    const field = make("input", { type: "text", readOnly: true, value: address, "aria-label": "Address of this list" })
    const copy = button("Copy", async () => {
      field.select()
      await navigator.clipboard?.writeText(address).then(() => (copy.textContent = "Copied"), () => {})
    })
    const long = address.length > COMFORTABLE ? ` It is ${address.length.toLocaleString("en")} letters long, and some programs cut that: a file is safer.` : ""
    this.say(`This address holds ${count(papers.length, "paper")} in order, without your notes.${long} `, field, " ", copy)
    field.select()
  }

  async import() {
    const [file] = this.file.files
    this.file.value = ""
    if (!file) return
    try {
      if (file.size > LARGEST) throw new list.ListError("The file is too large for a reading list.")
      const { papers, refused } = list.parse(await file.text())
      const added = list.merge(papers)
      const known = papers.length - added
      this.say(
        `${count(added, "paper")} added`,
        known ? `, ${known} on the list already` : "",
        refused ? `; ${count(refused, "record")} of the file could not be read` : "",
        ".",
      )
      this.check()
    } catch (error) {
      if (!(error instanceof list.ListError)) throw error
      this.say(error.message)
    }
  }

  /** Offer what the address holds; nothing is taken before the reader says so. */
  async consider() {
    if (!holdsList(location.hash)) return
    const close = () => {
      this.offer.hidden = true
      history.replaceState(history.state, "", location.pathname + location.search)
    }
    try {
      const slugs = await decode(location.hash)
      this.offer.hidden = false
      this.offer.replaceChildren(make("p", { role: "status" }, `Reading a shared list of ${count(slugs.length, "paper")} …`))
      const found = await runAll(slugs, async slug => ({ slug, title: slug.replaceAll("-", " "), ...(await findPaper(slug)) }))
      this.offer.replaceChildren(...this.tellOffer(found, close))
    } catch (error) {
      if (!(error instanceof list.ListError)) throw error
      this.say(error.message)
      close()
    }
  }

  *tellOffer(found, close) {
    const there = found.filter(paper => !paper.gone)
    const fresh = there.filter(({ slug }) => !list.isStarred(slug))
    yield make("h2", {}, `A shared list of ${count(there.length, "paper")}`)
    if (there.length < found.length) yield make("p", {}, `${count(found.length - there.length, "more paper")} of it can’t be found in this library.`)
    yield make("ol", {}, ...there.map(({ slug, title }) => make("li", {}, make("a", { href: paperAddress(slug) }, title))))
    const take = () => {
      const added = list.merge(fresh)
      close()
      this.say(`${count(added, "paper")} added.`)
    }
    const known = there.length - fresh.length
    if (known) yield make("p", {}, known === there.length ? "All of it is on your list." : `${known} of it on your list already.`)
    yield make("p", { className: "bs-tools" }, ...(fresh.length ? [button(`Add ${fresh.length} to my list`, take)] : []), button(fresh.length ? "Not now" : "Close", close))
  }
}
customElements.define("bs-list-page", ListPage)
