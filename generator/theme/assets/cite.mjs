/**
 * Copies and saves a paper's citation. Without JavaScript the element is a link to the record that holds every form;
 * with it, the record is fetched on the first wish and not before.
 */

import { button, make } from "./elements.mjs"
import { save } from "./saving.mjs"

const FORMS = [
  { name: "BibTeX", ending: "bib", type: "application/x-bibtex", read: ({ citations }) => citations.bibtex },
  { name: "RIS", ending: "ris", type: "application/x-research-info-systems", read: ({ citations }) => citations.ris },
  { name: "CSL", ending: "csl.json", type: "application/json", read: ({ citations }) => JSON.stringify([citations.csl], null, 2) },
  { name: "Text", ending: "txt", type: "text/plain", read: ({ citations }) => citations.text },
]

class Cite extends HTMLElement {
  connectedCallback() {
    if (this.status) return
    this.link = this.querySelector("a")
    this.status = make("output")
    this.replaceChildren(make("ul", {}, ...FORMS.map(form => this.makeRow(form))), this.status)
  }

  makeRow(form) {
    return make(
      "li",
      {},
      form.name,
      this.makeButton("Copy", form, async paper => {
        await navigator.clipboard.writeText(form.read(paper))
        return `${form.name} copied.`
      }),
      this.makeButton("Save", form, paper => {
        const name = `${paper.slug}.${form.ending}`
        save(name, form.type, form.read(paper))
        return `Saved as ${name}.`
      }),
    )
  }

  /** `act` does what the button says with the paper's record, and returns what to tell the reader. */
  makeButton(verb, { name }, act) {
    const press = async () => {
      try {
        this.status.textContent = await act(await this.fetch())
      } catch {
        this.status.replaceChildren("That did not work. Everything is in ", this.link, ".")
      }
    }
    return button(verb, press, { "aria-label": `${verb} ${name}` })
  }

  async fetch() {
    this.paper ??= await fetch(this.link.href).then(answer => {
      if (!answer.ok) throw new Error(answer.statusText)
      return answer.json()
    })
    return this.paper
  }
}
customElements.define("bs-cite", Cite)
