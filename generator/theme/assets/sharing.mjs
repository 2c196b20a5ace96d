/**
 * A list of papers as the part of an address behind `#`, which no browser sends to a server.
 *
 * The slugs, deflated: 200 papers make an address of some 7,000 letters.
 */

import { isSlug } from "./addresses.mjs"
import { ListError } from "./reading-list.mjs"

const OPENING = "#list="
/** So many letters pass through mail and messengers uncut. */
export const COMFORTABLE = 8000
/** So many papers are looked up before they are offered; no address of more is made. */
export const MOST = 500
/** An address of a few letters could unpack to gigabytes. */
const LARGEST = 1_000_000

const through = (bytes, transform) => new Blob([bytes]).stream().pipeThrough(transform)

/** Return the fragment, `#` included. */
export const encode = async slugs => {
  const packed = await new Response(through(slugs.join(","), new CompressionStream("deflate-raw"))).arrayBuffer()
  const text = btoa(String.fromCharCode(...new Uint8Array(packed)))
  return OPENING + text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

export const holdsList = fragment => fragment.startsWith(OPENING)

/** Return the slugs in a fragment that `holdsList`. Throws ListError where it was cut off or is none of ours. */
export const decode = async fragment => {
  let text = ""
  try {
    const packed = atob(fragment.slice(OPENING.length).replaceAll("-", "+").replaceAll("_", "/"))
    const bytes = Uint8Array.from(packed, letter => letter.charCodeAt(0))
    const reader = through(bytes, new DecompressionStream("deflate-raw")).pipeThrough(new TextDecoderStream()).getReader()
    for (let part = await reader.read(); !part.done && text.length < LARGEST; part = await reader.read()) text += part.value
  } catch {
    throw new ListError("The address was cut off on its way, or changed. Ask for the list as a file.")
  }
  const slugs = text.split(",")
  if (!slugs.every(isSlug)) throw new ListError("The address holds no list of papers.")
  if (slugs.length > MOST) throw new ListError(`The address holds more than ${MOST} papers. Ask for the list as a file.`)
  return [...new Set(slugs)]
}
