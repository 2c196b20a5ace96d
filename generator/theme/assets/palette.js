/**
 * Makes the form of schemes that Material's bundle works with, where this script stands, and sets the scheme that the
 * reader chose last, before anything is drawn.
 */
{
  const names = ["media", "scheme", "primary", "accent"]
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties)
  const form = make("form", { className: "md-header__option" })
  form.dataset.mdComponent = "palette"
  const schemes = JSON.parse(document.currentScript.dataset.schemes)
  schemes.forEach(([...values], at) => {
    const [icon, name] = values.splice(names.length)
    const option = make("input", { type: "radio", name: "__palette", id: `__palette_${at}`, className: "md-option" })
    values.forEach((value, each) => option.setAttribute(`data-md-color-${names[each]}`, value ?? ""))
    form.append(option)
    if (!name) return option.setAttribute("aria-hidden", "true")
    option.setAttribute("aria-label", name)
    const next = `__palette_${(at + 1) % schemes.length}`
    const way = make("label", { className: "md-header__button md-icon", title: name, htmlFor: next, hidden: true })
    if (icon.startsWith("<")) way.innerHTML = icon
    else way.append(make("span", { className: `bs-icon bs-icon--${icon}` }))
    form.append(way)
  })
  document.currentScript.before(form)

  const { color } = __md_get("__palette") || {}
  if (color && color.media === "(prefers-color-scheme)") {
    const scheme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"
    const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${scheme})"]`)
    for (const name of names) color[name] = option.getAttribute(`data-md-color-${name}`)
  }
  for (const [name, value] of Object.entries(color || {})) document.body.setAttribute(`data-md-color-${name}`, value)
}
