/** What is new to this reader, told from the newest digests and from what they held at earlier visits. */

import { join, without } from "./marks.mjs"
import { store } from "./store.mjs"

/** A visit ends when nothing was opened for so long, in milliseconds. */
const PAUSE = 30 * 60 * 1000

/** Note that the reader is here: what came after the visit before stays new until this one is over. */
export const touch = (now = Date.now()) => {
  const last = store.get("visit", "now")
  if (!last) return
  if (now - last.at > PAUSE) store.put("visit", "before", last)
  // a write on every page would wake every other tab
  if (now - last.at > PAUSE / 10) store.put("visit", "now", { ...last, at: now })
}

/** Note what the site holds at this visit; the first one tells what is not news. */
export const note = (digests, now = Date.now()) => {
  const seen = { at: now, digests: Object.fromEntries(digests.map(({ date, papers }) => [date, papers])) }
  if (!store.get("visit", "first")) store.put("visit", "first", seen)
  store.put("visit", "now", seen)
}

/**
 * The digests that hold news to this reader, newest first, each with `fresh` and `unread`. `fresh` are the marks of
 * papers that came after the visit before, `unread` of those since the first that the reader has not marked as read.
 */
export const tellNews = digests => {
  const first = store.get("visit", "first")
  const before = store.get("visit", "before") ?? first
  if (!first) return []
  // what was hidden or taken away lets an older digest into the file: that one is no news
  const [oldest = ""] = Object.keys(first.digests).sort()
  return digests
    .filter(({ date, papers }) => date >= oldest && without(papers, first.digests[date] ?? "").length)
    .map(digest => {
      const known = first.digests[digest.date] ?? ""
      const read = store.get("read", digest.date) ?? ""
      const unread = without(digest.papers, known, read)
      const fresh = without(digest.papers, known, read, before.digests[digest.date] ?? "")
      return { ...digest, unread, fresh }
    })
}

/** When the visit before this one ended, in milliseconds; undefined at the first. */
export const lastVisit = () => store.get("visit", "before")?.at

export const isMarkedRead = (date, papers) => without(papers, store.get("read", date) ?? "").length === 0

/** Mark papers of a digest as read, or the whole digest as unread. */
export const markRead = (date, papers) => store.put("read", date, join(store.get("read", date) ?? "", papers))
export const markUnread = date => store.drop("read", date)
