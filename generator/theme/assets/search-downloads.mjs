import { paperAddress, ROOT } from "./addresses.mjs"
import { button, count, make } from "./elements.mjs"
import { runAll } from "./papers.mjs"
import { save } from "./saving.mjs"
import { client } from "./search-client.mjs"
import { tellFailure } from "./search-sentences.mjs"

/** Papers that are fetched one by one; for more than that the file of all papers costs less than the requests. */
const FEW = 40

/** How a paper is read from its own record, and all papers from one file, as pairs of slug and text. */
const FORMATS = {
  BibTeX: {
    name: "papers.bib",
    type: "application/x-bibtex",
    read: ({ citations }) => citations.bibtex.trim(),
    file: "data/papers.bib",
    // an entry's key is the paper's slug, and within an entry no line begins with @
    split: text => text.split(/\n(?=@)/).map(entry => [/\{([^,]+),/.exec(entry)?.[1], entry.trim()]),
    join: entries => `${entries.join("\n\n")}\n`,
  },
  JSON: {
    name: "papers.json",
    type: "application/json",
    read: ({ url, citations, ...record }) => JSON.stringify(record),
    file: "data/papers.jsonl",
    split: text => text.trim().split("\n").map(line => [JSON.parse(line).slug, line]),
    join: records => `[\n${records.join(",\n")}\n]\n`,
  },
}

/** Buttons that save what was found as one file, put together in the browser. */
export class SearchDownloads {
  /** `question` returns what is asked at the time of the click. */
  constructor(question) {
    this.question = question
    this.buttons = Object.keys(FORMATS).map(name => button(name, () => this.save(FORMATS[name])))
    this.status = make("span", { role: "status" })
    this.element = make("span", { className: "bs-take" }, "Download ", ...this.buttons, this.status)
  }

  async save(format) {
    for (const each of this.buttons) each.disabled = true
    try {
      const { slugs } = await client.ask({ type: "all", ...this.question() })
      const texts = await this.fetch(slugs, format)
      save(format.name, format.type, format.join(texts))
      this.say(`Saved ${count(texts.length, "paper")}.`)
    } catch (failure) {
      this.say(failure.kind ? tellFailure(failure.kind)[0] : "Not saved: a file could not be fetched. Try again.")
    } finally {
      for (const each of this.buttons) each.disabled = false
    }
  }

  async fetch(slugs, format) {
    if (slugs.length <= FEW) {
      try {
        return await this.fetchEach(slugs, format)
      } catch {
        // a curator may have switched the papers' records off; the file of all is there in any case
      }
    }
    return this.fetchTogether(slugs, format)
  }

  fetchEach(slugs, { read }) {
    let done = 0
    return runAll(slugs, async slug => {
      const record = await (await get(new URL("index.json", paperAddress(slug)))).json()
      this.say(`${++done} of ${slugs.length}…`)
      return read(record)
    })
  }

  async fetchTogether(slugs, { file, split }) {
    this.say(`Fetching ${count(slugs.length, "paper")}…`)
    const all = new Map(split(await (await get(new URL(file, ROOT))).text()))
    if (!slugs.every(slug => all.has(slug))) throw new Error(`${file} is another build's`)
    return slugs.map(slug => all.get(slug))
  }

  say(words) {
    this.status.textContent = words
  }
}

async function get(address) {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  return response
}
