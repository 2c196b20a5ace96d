/**
 * Keeps Material from taking feeds for translations of the page: once the document is parsed, it asks for a sitemap beside
 * the target of every `link[rel=alternate]`, which is a missing file and an error on the console for each. A module runs
 * just before that. The links are as they were when the page has loaded, for whoever looks for a feed then.
 */
const links = [...document.querySelectorAll("link[rel=alternate]:not([hreflang])")]
for (const link of links) link.rel = "alternate feed"
addEventListener("load", () => {
  for (const link of links) link.rel = "alternate"
})
