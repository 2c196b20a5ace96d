/**
 * Receives what a script gives to an AMD `define`, where there is one, instead of making it global: lunr.js, as it is
 * published, has no exports. (A dynamic import after setting `define` would do without this module, but a worker that
 * awaits at its top level loses the messages that arrive meanwhile.)
 */
globalThis.define = Object.assign((make) => (globalThis.define.made = make()), { amd: true })
