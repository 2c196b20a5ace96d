/** The reading list as data: what is on it, in which order, with which notes; taken out, and merged in. */

import { isSlug, ROOT } from "./addresses.mjs"
import { store } from "./store.mjs"

const FORM = "broadsheet-reading-list"
/** Letters of a note or a title, and papers of a file, at most: more is no reading list. */
const LONGEST = 5000
const MOST = 1000

/** A file or an address that holds no list; the message says why. */
export class ListError extends Error {}

const byRank = (one, other) => one.rank - other.rank || one.added.localeCompare(other.added) || one.slug.localeCompare(other.slug)

const all = () => [...store.all("paper")].map(([slug, paper]) => ({ slug, ...paper })).sort(byRank)

/** The papers on the list, in the reader's order: {slug, title, note, added, rank}. */
export const listPapers = () => all().filter(paper => !paper.off)

export const isStarred = slug => {
  const paper = store.get("paper", slug)
  return paper !== undefined && !paper.off
}

const save = ({ slug, ...paper }) => store.put("paper", slug, paper)

const nextRank = () => Math.max(0, ...all().map(paper => paper.rank)) + 1

/** Put a paper at the list's end. A note that it had when it was taken off is there again. */
export const star = (slug, title, rank = nextRank()) => {
  const { note, added } = { note: "", added: new Date().toISOString(), ...store.get("paper", slug) }
  save({ slug, title, note, added, rank })
}

/** Take a paper off the list. One with a note is kept out of sight: a slip of the finger must not lose a text. */
export const unstar = slug => {
  const paper = store.get("paper", slug)
  if (paper?.note) save({ slug, ...paper, off: true })
  else store.drop("paper", slug)
}

/** Put a paper that was just taken off where it was. */
export const restore = ({ off, ...paper }) => save(paper)

export const annotate = (slug, note) => {
  const paper = store.get("paper", slug)
  if (paper && paper.note !== note) save({ slug, ...paper, note: note.slice(0, LONGEST) })
}

/** Move a paper by so many places, up where they are less than zero. */
export const move = (slug, places) => {
  const papers = listPapers()
  const from = papers.findIndex(paper => paper.slug === slug)
  const to = Math.min(Math.max(from + places, 0), papers.length - 1)
  if (from < 0 || from === to) return
  papers.splice(to, 0, ...papers.splice(from, 1))
  papers.forEach((paper, at) => paper.rank === at + 1 || save({ ...paper, rank: at + 1 }))
}

/** Let a paper that stands at another address now go on there, with its note, whether or not that one is listed too. */
const readdress = (slug, now, title) => {
  const old = store.get("paper", slug)
  if (!old) return
  const there = store.get("paper", now)
  save({ slug: now, ...old, ...there, title, note: join(there?.note ?? "", old.note), rank: old.rank })
  store.drop("paper", slug)
}

/** Note what `findPaper` found of a paper on a day. */
export const note = (slug, found, day) => {
  const paper = store.get("paper", slug)
  if (!paper) return
  if (found.gone) save({ slug, ...paper, checked: day, gone: true })
  else if (found.slug === slug) save({ slug, ...paper, title: found.title, checked: day, gone: undefined })
  else if (found.slug) readdress(slug, found.slug, found.title)
}

/** Merge papers, each {slug, title, note?, added?}, into the list's end; return how many were new to it. */
export const merge = papers => {
  const rank = nextRank()
  let added = 0
  for (const { slug, title, note = "", added: since } of papers) {
    const mine = store.get("paper", slug)
    if (mine && !mine.off) {
      annotate(slug, join(mine.note, note))
      continue
    }
    star(slug, title, rank + added)
    const fresh = store.get("paper", slug)
    save({ slug, ...fresh, note: join(fresh.note, note), added: since ?? fresh.added })
    added += 1
  }
  return added
}

/** Both notes; a note that the other holds already is not said twice. */
const join = (mine, theirs) => {
  if (!theirs || mine.includes(theirs)) return mine
  return mine && !theirs.includes(mine) ? `${mine}\n${theirs}` : theirs
}

/** The list as a file that `parse` reads. */
export const write = papers =>
  JSON.stringify(
    {
      form: FORM,
      version: 1,
      site: ROOT.href,
      papers: papers.map(({ slug, title, note, added }) => ({ slug, title, note, added })),
    },
    null,
    2,
  ) + "\n"

/** The papers of a file's text, and how many of its records are none. Throws ListError where it is no list at all. */
export const parse = text => {
  let file
  try {
    file = JSON.parse(text)
  } catch {
    throw new ListError("The file is no JSON, or was cut off.")
  }
  if (file?.form !== FORM || !Array.isArray(file.papers)) throw new ListError("The file is no reading list.")
  if (file.version !== 1) throw new ListError("The list was written by a later version of this site.")
  const papers = file.papers.slice(0, MOST).filter(paper => isSlug(paper?.slug))
  return { papers: papers.map(clean), refused: file.papers.length - papers.length }
}

const clean = ({ slug, title, note, added }) => ({
  slug,
  title: typeof title === "string" && title ? title.slice(0, LONGEST) : slug,
  note: typeof note === "string" ? note.slice(0, LONGEST) : "",
  added: typeof added === "string" && !Number.isNaN(Date.parse(added)) ? added : undefined,
})
