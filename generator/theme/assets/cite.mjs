/**
 * Copies and saves a paper's citation. Without JavaScript the element is a link to the record that holds every form;
 * with it, the record is fetched on the first wish and not before.
 */
const FORMS = [
  { name: "BibTeX", ending: "bib", type: "application/x-bibtex", read: (paper) => paper.citations.bibtex },
  { name: "RIS", ending: "ris", type: "application/x-research-info-systems", read: (paper) => paper.citations.ris },
  { name: "CSL", ending: "csl.json", type: "application/json", read: (paper) => JSON.stringify([paper.citations.csl], null, 2) },
  { name: "Text", ending: "txt", type: "text/plain", read: (paper) => paper.citations.text },
]

class Cite extends HTMLElement {
  connectedCallback() {
    if (this.status) return
    this.link = this.querySelector("a")
    const list = document.createElement("ul")
    list.append(...FORMS.map((form) => this.row(form)))
    this.status = document.createElement("output")
    this.replaceChildren(list, this.status)
  }

  row(form) {
    const item = document.createElement("li")
    item.append(
      form.name,
      this.button("Copy", form, (text) => this.copy(form, text)),
      this.button("Save", form, (text, paper) => this.save(form, text, paper)),
    )
    return item
  }

  button(verb, form, act) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = verb
    button.setAttribute("aria-label", `${verb} ${form.name}`)
    button.addEventListener("click", async () => {
      try {
        const paper = await this.fetch()
        await act(form.read(paper), paper)
      } catch {
        this.status.replaceChildren("That did not work. Everything is in ", this.link, ".")
      }
    })
    return button
  }

  async fetch() {
    this.paper ??= await fetch(this.link.href).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText)
      return answer.json()
    })
    return this.paper
  }

  async copy(form, text) {
    await navigator.clipboard.writeText(text)
    this.status.textContent = `${form.name} copied.`
  }

  save(form, text, paper) {
    const address = URL.createObjectURL(new Blob([text], { type: form.type }))
    Object.assign(document.createElement("a"), { href: address, download: `${paper.slug}.${form.ending}` }).click()
    URL.revokeObjectURL(address)
    this.status.textContent = `Saved as ${paper.slug}.${form.ending}.`
  }
}

customElements.define("bs-cite", Cite)
