import { ROOT } from "./addresses.mjs"

/** What a question ends in that the worker could not answer; `kind` is one of the protocol's, `message` for a log. */
class SearchFailure extends Error {
  constructor({ kind, message }) {
    super(message)
    this.kind = kind
  }
}

/** The page's end of the conversation that ./search-protocol.mjs describes. The worker starts at the first word. */
class SearchClient {
  worker = null
  waiting = new Map()
  last = 0

  /** Have what every search needs fetched before the first question. */
  warm() {
    this.start().postMessage({ type: "warm" })
  }

  /** Ask a `query` or for `all`; resolves to the answer, rejects with a SearchFailure. */
  ask(question) {
    const id = ++this.last
    const worker = this.start()
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      worker.postMessage({ ...question, id })
    })
  }

  start() {
    if (this.worker) return this.worker
    this.worker = new Worker(new URL("search-worker.mjs", import.meta.url), { type: "module" })
    this.worker.addEventListener("message", ({ data }) => this.hear(data))
    this.worker.addEventListener("error", event => this.fail(event))
    this.worker.postMessage({ type: "open", base: ROOT.href })
    return this.worker
  }

  hear({ id, error, ...answer }) {
    const asked = this.waiting.get(id)
    this.waiting.delete(id)
    if (error) asked?.reject(new SearchFailure(error))
    else asked?.resolve(answer)
  }

  /** The worker's own file is missing or broken: the next question starts another. */
  fail(event) {
    event.preventDefault()
    this.worker.terminate()
    this.worker = null
    const kind = navigator.onLine ? "missing" : "offline"
    for (const { reject } of this.waiting.values()) reject(new SearchFailure({ kind, message: event.message ?? "" }))
    this.waiting.clear()
  }
}

/** One for the page: the dialog and the search page share the worker and what it has fetched. */
export const client = new SearchClient()
