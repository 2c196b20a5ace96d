import { button, count, make } from "./elements.mjs"
import { client, root } from "./search-client.mjs"
import { tellFailure } from "./search-sentences.mjs"

/** Papers in a download: each is a file of its own on the site, and a host would frown on thousands of requests. */
const MOST = 200
/** Requests at a time, as many as a browser makes to an old host. */
const AT_ONCE = 6

const FORMATS = {
  BibTeX: {
    name: "papers.bib",
    type: "application/x-bibtex",
    path: slug => `papers/${slug}/cite.bib`,
    join: texts => texts.map(text => text.trim()).join("\n\n") + "\n",
  },
  JSON: {
    name: "papers.json",
    type: "application/json",
    path: slug => `papers/${slug}/index.json`,
    join: texts => JSON.stringify(texts.map(text => JSON.parse(text)), null, 2) + "\n",
  },
}

/** Buttons that save what was found as one file, put together in the browser from the papers' own files. */
export class SearchDownloads {
  /** `question` returns what is asked at the time of the click. */
  constructor(question) {
    this.question = question
    this.buttons = Object.keys(FORMATS).map(format => button(format, () => this.save(format)))
    this.status = make("span", { className: "bs-take-status", role: "status" })
    this.element = make("span", { className: "bs-take" }, "Download ", ...this.buttons, this.status)
  }

  async save(format) {
    for (const each of this.buttons) each.disabled = true
    try {
      const { slugs } = await client.ask({ type: "all", ...this.question() })
      const texts = await this.fetchAll(slugs.slice(0, MOST).map(FORMATS[format].path))
      offer(new Blob([FORMATS[format].join(texts)], { type: FORMATS[format].type }), FORMATS[format].name)
      this.say(
        slugs.length > MOST
          ? `Saved the first ${MOST} of ${count(slugs.length, "paper")}; that is as many as one file holds.`
          : `Saved ${count(slugs.length, "paper")}.`,
      )
    } catch (failure) {
      this.say(failure.kind ? tellFailure(failure.kind)[0] : "Not saved: a paper’s file could not be fetched. Try again.")
    } finally {
      for (const each of this.buttons) each.disabled = false
    }
  }

  /** Fetch files below the site's root, a few at a time; resolves to their texts in order, rejects on the first miss. */
  async fetchAll(paths) {
    const texts = []
    let next = 0
    let done = 0
    const work = async () => {
      while (next < paths.length) {
        const place = next++
        const response = await fetch(new URL(paths[place], root))
        if (!response.ok) throw new Error(`${paths[place]}: ${response.status}`)
        texts[place] = await response.text()
        this.say(`${++done} of ${paths.length}…`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return texts
  }

  say(words) {
    this.status.textContent = words
  }
}

function offer(blob, name) {
  const address = URL.createObjectURL(blob)
  make("a", { href: address, download: name }).click()
  // the browser takes the file over in its own time
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
