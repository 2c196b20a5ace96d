import { button, make } from "./elements.mjs"

/** Choices shown of a facet before a reader asks for all. */
const FEW = 8

/** The choices that narrow a search, as checkboxes with counts. Tells of a change by `onchange`. */
export class SearchFacets {
  opened = new Set()

  constructor(onchange) {
    this.onchange = onchange
    this.inner = make("div", { className: "bs-facets-inner" })
    const narrow = matchMedia("(max-width: 59.99em)").matches
    this.element = make(
      "details",
      { className: "bs-facets", open: !narrow, hidden: true },
      make("summary", {}, "Narrow the results"),
      this.inner,
    )
  }

  /** Show the counts of an answer and what of them `state` has chosen. */
  show(facets, state) {
    const focused = this.inner.contains(document.activeElement) ? document.activeElement : null
    const key = focused && [focused.name, focused.value]
    const topics = facets.topic.map(([slug, name, count]) => ({ value: slug, label: name, count }))
    const years = facets.year.map(([year, count]) => ({ value: year, label: year, count }))
    const code = [{ value: "1", label: "With code", count: facets.code }]
    this.inner.replaceChildren(
      ...[
        this.makeGroup("Topic", "topic", addChosen(topics, state.topic), state.topic),
        this.makeGroup("Year", "year", addChosen(years, state.year), state.year),
        this.makeGroup("Code", "code", code, state.code ? ["1"] : []),
      ].filter(Boolean),
    )
    this.element.hidden = !this.inner.children.length
    // the boxes were made anew under the reader's finger
    if (key) this.find(...key)?.focus()
  }

  hide() {
    this.element.hidden = true
  }

  find(name, value) {
    return [...this.inner.querySelectorAll("input")].find(each => each.name === name && each.value === value)
  }

  makeGroup(legend, name, choices, chosen) {
    if (!chosen.length && !choices.some(({ count }) => count)) return null
    const all = this.opened.has(name) || choices.length <= FEW + 1
    const shown = choices.filter(({ value }, place) => all || place < FEW || chosen.includes(value))
    const boxes = shown.map(choice => this.makeBox(name, choice, chosen.includes(choice.value)))
    const more = shown.length < choices.length ? [this.makeMore(name, choices, chosen)] : []
    return make("fieldset", { className: "bs-facet" }, make("legend", {}, legend), ...boxes, ...more)
  }

  makeBox(name, { value, label, count }, checked) {
    const box = make("input", { type: "checkbox", name, value, checked })
    box.addEventListener("change", () => this.onchange(name, value, box.checked))
    const number = make("span", { className: "bs-count" }, count.toLocaleString("en"))
    return make("label", { className: "bs-facet-choice" }, box, make("span", {}, label), " ", number)
  }

  makeMore(name, choices, chosen) {
    const more = button(`All ${choices.length}`, () => {
      this.opened.add(name)
      const group = more.closest("fieldset")
      const whole = this.makeGroup(group.querySelector("legend").textContent, name, choices, chosen)
      group.replaceWith(whole)
      whole.querySelectorAll("input")[FEW]?.focus()
    })
    return more
  }
}

/** Add what was chosen and matches nothing any more: it must stay there to be taken back. */
function addChosen(choices, chosen) {
  const known = new Set(choices.map(({ value }) => value))
  const lost = chosen.filter(value => !known.has(value)).map(value => ({ value, label: value, count: 0 }))
  return [...choices, ...lost]
}
