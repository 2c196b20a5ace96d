/** Answers what a page asks about the papers, off its main thread; ./search-protocol.mjs says in which words. */

import { Engine } from "./search-engine.mjs"
import { Files, SearchError } from "./search-files.mjs"

let base = ""
/** The engine of the newest build that is known, as a promise; null until the first question. */
let opened = null

addEventListener("message", async ({ data }) => {
  if (data.type === "open") base = data.base
  if (data.type === "warm") open().catch(() => {})
  if (data.type === "query") {
    const start = performance.now()
    reply(data.id, async () => {
      const answer = await ask((engine) => engine.answer(data))
      return { ...answer, ms: performance.now() - start }
    })
  }
  if (data.type === "all") reply(data.id, async () => ({ slugs: await ask((engine) => engine.slugs(data)) }))
})

async function reply(id, answer) {
  try {
    postMessage({ id, ...(await answer()) })
  } catch (error) {
    const kind = error instanceof SearchError ? error.kind : "bad"
    postMessage({ id, error: { kind, message: error instanceof SearchError ? error.message : `The search failed: ${error.message}` } })
  }
}

/** Asks the engine; where a file is missing or another build's, the site may have been renewed: once more, anew. */
async function ask(question) {
  const engine = await open()
  try {
    return await question(engine)
  } catch (error) {
    if (error.kind !== "missing" && error.kind !== "stale") throw error
    const files = await Files.open(base, "reload")
    if (files.manifest.build === engine.index.manifest.build) throw error
    opened = Promise.resolve(new Engine(files))
    return question(await opened)
  }
}

function open() {
  if (!opened) {
    opened = Files.open(base, "no-cache").then((files) => new Engine(files))
    // What failed is tried again by the next question.
    opened.catch(() => (opened = null))
  }
  return opened
}
