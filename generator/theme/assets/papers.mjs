/** A paper's own page, asked for from elsewhere: what it is called, whether it has moved or is gone. */

import { paperAddress, paperAt } from "./addresses.mjs"

/** So many are asked for at once, as a browser would. */
const AT_ONCE = 6

/**
 * What the site says of a paper: {slug, title} where it stands, with another slug where it has moved;
 * {gone: true} where there is none; {} where the site is out of reach.
 */
export const findPaper = async slug => {
  let response
  try {
    response = await fetch(paperAddress(slug))
  } catch {
    return {}
  }
  if (response.status === 404 || response.status === 410) return { gone: true }
  if (!response.ok) return {}
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  const title = page.querySelector(".bs-page--paper h1, .bs-page--moved h1")?.textContent.trim()
  const way = page.querySelector(".bs-page--moved p a")
  // the parsed page has this one's address, so a relative link is read from the paper's
  return title ? { slug: way ? paperAt(new URL(way.getAttribute("href"), response.url)) : slug, title } : {}
}

/** The paper's BibTeX, from its record; nothing where it can't be had. */
export const fetchCitation = async slug => {
  try {
    const response = await fetch(new URL("index.json", paperAddress(slug)))
    const { citations } = await response.json()
    return citations.bibtex
  } catch {
    return ""
  }
}

/** Run a task for each item, a few at a time; return what they return, in the order of the items. */
export const runAll = async (items, task) => {
  const results = []
  const waiting = items.entries()
  const work = async () => {
    for (const [at, item] of waiting) results[at] = await task(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}
