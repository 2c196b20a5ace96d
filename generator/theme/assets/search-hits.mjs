import { ROOT, topicAddress } from "./addresses.mjs"
import { count, make, nameDay } from "./elements.mjs"
import { makeStar } from "./star.mjs"

/** Return the nodes of runs of text, the marked ones as <mark>. */
export function mark(runs) {
  return runs.map(([text, marked]) => (marked ? make("mark", {}, text) : text))
}

/** Return a hit's absolute address. */
export function address(hit) {
  return new URL(hit.path, ROOT).href
}

/** Return a hit as a row of a list, like those that are made with the site. */
export function makeRow(hit) {
  const row = make(
    "li",
    {},
    make("p", {}, make("strong", {}, make("a", { href: address(hit) }, ...mark(hit.title)))),
    make("p", {}, ...mark(hit.snippet)),
    make("p", {}, makeMeta(hit), " ", makeTopics(hit, true)),
  )
  if (hit.slug) row.append(makeStar(hit.slug, hit.title.map(([text]) => text).join("")))
  return row
}

/** Return a hit as an option of a listbox: one link, without links in it. */
export function makeOption(hit, id) {
  return make(
    "a",
    { id, className: "bs-option", role: "option", tabIndex: -1, href: address(hit), "aria-selected": "false" },
    make("span", { className: "bs-option-title" }, ...mark(hit.title)),
    make("span", { className: "bs-option-text" }, ...mark(hit.snippet)),
    make("span", { className: "bs-option-meta" }, makeMeta(hit, false), " ", makeTopics(hit, false)),
  )
}

function makeMeta({ kind, by, date, comments, code }, linked = true) {
  const parts = [
    kind === "page" && "Page",
    date && nameDay(date),
    by,
    comments !== null && count(comments, "comment"),
    code && make("span", { className: "bs-code" }, linked ? make("a", { href: code }, "Code") : "Code"),
  ]
  const told = parts.filter(Boolean).flatMap(part => [" · ", part])
  return make("span", { className: "bs-meta" }, ...told.slice(1))
}

function makeTopics({ topics }, linked) {
  const words = topics.map(({ slug, name, hue }) => {
    const word = linked ? make("a", { href: topicAddress(slug) }, name) : name
    return make("span", { className: `bs-topic bs-hue-${hue}` }, word)
  })
  return make("span", { className: "bs-topics" }, ...words)
}
