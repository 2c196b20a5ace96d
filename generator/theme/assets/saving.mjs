/** Files that are made in the browser, and handed to the reader. */

import { make } from "./elements.mjs"

/** Have the browser save a text as a file. */
export const save = (name, type, text) => {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name })
  link.click()
  // the browser takes the file over in its own time
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
