/**
 * Answers for the site where there is no network; where there is one, what comes from it is what is shown.
 *
 * `service-worker.js`, which the build writes, says which build this is and what it keeps, and starts it: `VERSION`,
 * `FILES` (path -> integrity), `PAGES` and `FOLDERS`, paths below the site's root.
 */

/* global VERSION, FILES, PAGES, FOLDERS */

const SITE = new URL(registration.scope)
const NAME = `broadsheet:${SITE.pathname}:`
/** What belongs to this build, what the reader opened, what the reading list keeps (`offline.mjs`), fonts as needed. */
const BUILD = `${NAME}build:${VERSION}`
const OPENED = `${NAME}opened`
const OWN = `${NAME}list`
const FONTS = `${NAME}fonts`
/** So many opened pages are kept. */
const MOST = 60

const at = path => new URL(path, SITE).href

addEventListener("install", event => event.waitUntil(install()))
addEventListener("activate", event => event.waitUntil(activate()))
addEventListener("fetch", event => {
  const url = new URL(event.request.url)
  if (event.request.method !== "GET" || !url.href.startsWith(SITE.href)) return
  const path = url.pathname.slice(SITE.pathname.length)
  // a host may hold other sites below this one
  if (path === "" || (FOLDERS.includes(path.split("/")[0]) && /(\/|\.html)$/.test(path))) event.respondWith(answerPage(event))
  else if (path in FILES || event.request.destination === "font") event.respondWith(answerFile(event))
})

/** A file of another build than this one is refused by its integrity, and then nothing of this build is kept. */
async function install() {
  const files = Object.entries(FILES).map(([path, integrity]) => new Request(at(path), { integrity, cache: "no-cache" }))
  const pages = PAGES.map(path => new Request(at(path), { cache: "no-cache" }))
  await (await caches.open(BUILD)).addAll([...files, ...pages])
  await skipWaiting()
}

async function activate() {
  const names = await caches.keys()
  await Promise.all(names.filter(name => name.startsWith(NAME) && ![BUILD, OPENED, OWN, FONTS].includes(name)).map(name => caches.delete(name)))
  // this build's copies are newer
  const opened = await caches.open(OPENED)
  await Promise.all(PAGES.map(path => opened.delete(at(path))))
  await clients.claim()
}

async function answerFile({ request }) {
  try {
    const response = await fetch(request)
    if (response.ok && request.destination === "font" && !(await caches.match(request.url))) {
      await (await caches.open(FONTS)).put(request.url, response.clone())
    }
    return response
  } catch {
    return (await caches.match(request, { ignoreVary: true })) ?? Response.error()
  }
}

async function answerPage(event) {
  const address = event.request.url.split(/[?#]/)[0]
  try {
    const response = await fetch(event.request)
    if (response.ok && !response.redirected) event.waitUntil(keep(address, response.clone()))
    return response
  } catch {
    const there = (await (await caches.open(OPENED)).match(address)) ?? (await caches.match(address))
    return there ?? (event.request.mode === "navigate" ? sayOffline() : Response.error())
  }
}

async function keep(address, response) {
  const cache = await caches.open(OPENED)
  await cache.put(address, response)
  const kept = await cache.keys()
  await Promise.all(kept.slice(0, -MOST).map(request => cache.delete(request)))
}

/** The page for what was not kept; its links lead from where it stands in the site, not from the address asked for. */
async function sayOffline() {
  const page = await caches.match(at("offline/"))
  if (!page) return Response.error()
  const text = (await page.text()).replace(/<head>/, `<head><base href="${at("offline/")}">`)
  return new Response(text, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } })
}
