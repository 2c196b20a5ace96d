/** Where things stand in the site, told from where this module stands, so that no page has to say it. */

/** The address of the front page. */
export const ROOT = new URL("../", import.meta.url)

const PAPER = /^papers\/([a-z0-9]+(?:-[a-z0-9]+)*)\/(?:index\.html)?$/
const TOPIC = /^topics\/([a-z0-9]+(?:-[a-z0-9]+)*)\//
const DIGEST = /^dates\/(\d{4})\/(\d\d)\/(\d\d)(?:-\d+)?\//

const match = (pattern, address) => {
  const url = new URL(address, location.href)
  const below = url.origin === ROOT.origin && url.pathname.startsWith(ROOT.pathname)
  return below ? pattern.exec(url.pathname.slice(ROOT.pathname.length)) : null
}

/** The slug of the paper, or of the topic, that an address leads to; undefined where it leads to none. */
export const paperAt = address => match(PAPER, address)?.[1]
export const topicAt = address => match(TOPIC, address)?.[1]

/** The ISO date of the digest at an address. */
export const digestAt = address => match(DIGEST, address)?.slice(1).join("-")

/** Whether a text can be a paper's slug: what comes from a file or from an address is asked first. */
export const isSlug = text => typeof text === "string" && text.length < 200 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)

export const paperAddress = slug => new URL(`papers/${slug}/`, ROOT).href
export const topicAddress = slug => new URL(`topics/${slug}/`, ROOT).href
