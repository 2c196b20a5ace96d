/** The rows of a page, read from its HTML: every list tells what a row is by its own links and words. */

import { digestAt, paperAt, topicAt } from "./addresses.mjs"
import { markOf, split } from "./marks.mjs"
import { store } from "./store.mjs"

const HEADLINES = ".bs-rows > ul > li, .bs-fronts > ul > li > ul > li, .bs-related li, .bs-trends ul ul > li, .bs-kept > li"

/** Whatever on a page is a paper's headline in a list, in the page's order. */
export const findRows = page => [...page.querySelectorAll(HEADLINES)].map(readRow).filter(row => row)

/**
 * {item, link, slug, title} of a list item, and what its words say: topics [{slug, name, hue}] best first, code, comments,
 * day (ISO date of its digest). Undefined where it leads to no paper.
 */
const readRow = item => {
  const link = item.querySelector("a[href]")
  const slug = link && paperAt(link.href)
  return slug ? { item, link, slug, title: link.textContent.trim(), ...readWords(item) } : undefined
}

const readWords = item => {
  const words = (item.querySelector(".bs-meta")?.textContent ?? "").split(" · ").map(word => word.trim())
  const comments = words.map(word => /^([\d,]+) comments?$/.exec(word)?.[1]).find(found => found)
  return {
    topics: [...item.querySelectorAll(".bs-topic a")].map(readTopic).filter(topic => topic.slug),
    code: item.querySelector(".bs-code") !== null,
    comments: Number((comments ?? "0").replaceAll(",", "")),
    day: readDay(words[0]) ?? readListing(item),
  }
}

const readTopic = link => ({ slug: topicAt(link.href), name: link.textContent })

/** `5 November 2025` as an ISO date. */
const readDay = words => {
  const time = /^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(words) ? Date.parse(`${words} UTC`) : NaN
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10)
}

/** The digest that a row without a date of its own stands in: that of the front it is under, or the page. */
const readListing = item => {
  const front = item.parentElement.closest("li")?.querySelector("a")
  return digestAt(front?.href ?? location.href)
}

/** Whether its page was opened here, or its digest was marked read when it was in it already. */
export const isRead = ({ slug, day }) =>
  store.get("opened", slug) === 1 || (day !== undefined && split(store.get("read", day) ?? "").includes(markOf(slug)))
