/** What Material's bundle keeps settings with, under names that it expects. Each site below a host has its own. */
var __md_scope = new URL(document.currentScript.dataset.scope, location)

function __md_hash(text) {
  return [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0)
}

function __md_get(name, storage, scope = __md_scope) {
  // a reader may have forbidden the storage, and what lies in it may be anybody's
  try {
    return JSON.parse((storage || localStorage).getItem(scope.pathname + "." + name))
  } catch {
    return null
  }
}

function __md_set(name, value, storage, scope = __md_scope) {
  try {
    (storage || localStorage).setItem(scope.pathname + "." + name, JSON.stringify(value))
  } catch {
    // then it is forgotten
  }
}
