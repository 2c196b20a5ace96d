/** Answers what a page asks about the papers, off its main thread; ./search-protocol.mjs says in which words. */

addEventListener("message", ({ data }) => {
  if (data.type === "query") {
    postMessage({ id: data.id, total: 0, said: null, notes: [], hits: [], facets: { topic: [], year: [], code: 0 }, ms: 0 })
  }
  if (data.type === "all") postMessage({ id: data.id, slugs: [] })
})
