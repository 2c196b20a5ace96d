/** Has the site's pages kept for when there is no network: the newest by the service worker, the reader's own by name. */

import { paperAddress, ROOT } from "./addresses.mjs"
import { runAll } from "./papers.mjs"
import { listPapers } from "./reading-list.mjs"
import { store } from "./store.mjs"

const OWN = `broadsheet:${ROOT.pathname}:list`

/** Register the service worker, and have every starred paper kept from now on. The site is whole without either. */
export const keepOffline = async () => {
  // a reader who saves data has not asked for pages that may never be read
  if (!("serviceWorker" in navigator) || navigator.connection?.saveData) return
  try {
    await navigator.serviceWorker.register(new URL("service-worker.js", ROOT), { scope: ROOT.pathname, updateViaCache: "none" })
    await keepPapers()
    store.addEventListener("change", () => keepPapers())
  } catch {
    // switched off, or no secure context: nothing is kept then
  }
}

let kept = ""

const keepPapers = async () => {
  const addresses = listPapers().filter(paper => !paper.gone).map(({ slug }) => paperAddress(slug))
  if (addresses.join() === kept) return
  kept = addresses.join()
  const cache = await caches.open(OWN)
  const there = (await cache.keys()).map(request => request.url)
  for (const address of there) if (!addresses.includes(address)) await cache.delete(address)
  await runAll(addresses.filter(address => !there.includes(address)), address => keep(cache, address))
}

const keep = async (cache, address) => {
  try {
    const response = await fetch(address)
    if (response.ok) await cache.put(address, response)
  } catch {
    // out of reach: the next change, or the next page, tries again
  }
}
