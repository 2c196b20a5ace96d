/** Elements as they are written here: a tag, its properties, what is in it. */

/** `make("button", { type: "button", "aria-pressed": false }, "Mute")`: names with a hyphen become attributes. */
export const make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value)
    else element[name] = value
  }
  element.append(...children)
  return element
}

export const button = (words, act, properties = {}) => {
  const made = make("button", { type: "button", className: "bs-button", ...properties }, words)
  made.addEventListener("click", act)
  return made
}

/** `1 paper`, `2 papers`, `1,204 papers`. */
export const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`

/** `5 November 2025`, of an ISO date or time. */
export const nameDay = day => new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
