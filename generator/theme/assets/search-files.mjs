/** Fetches the files of the index, each once, and tells what is wrong where one is not what it should be. */

const FOLDER = "assets/search/"
const TAG = 4

/** What a search fails with: `kind` is one of ErrorKind in ./search-protocol.mjs. */
export class SearchError extends Error {
  constructor(kind, message) {
    super(message)
    this.kind = kind
  }
}

/** The files of one build. */
export class Files {
  /** Returns the files that the manifest names now; `base` is the site's root. */
  static async open(base, cache = "default") {
    const folder = new URL(FOLDER, base)
    const response = await get(new URL("index.json", folder), cache)
    let manifest
    try {
      manifest = await response.json()
    } catch {
      throw new SearchError("bad", "The search index of this site cannot be read.")
    }
    return new Files(folder, manifest)
  }

  constructor(folder, manifest) {
    this.root = folder
    this.manifest = manifest
    this.kept = new Map()
  }

  /** Returns what `read` makes of the file's bytes; kept, so that it is fetched and read once. */
  read(name, read, folder = this.manifest.build) {
    const path = `${folder}/${name}.bin`
    let promise = this.kept.get(path)
    if (!promise) {
      promise = this.fetch(path).then(read)
      this.kept.set(path, promise)
      // What failed is tried again the next time it is asked for.
      promise.catch(() => this.kept.delete(path))
    }
    return promise
  }

  async fetch(path) {
    const address = new URL(path, this.root)
    try {
      return await unpack(await get(address, "force-cache"), path)
    } catch (error) {
      if (error.kind === "offline") throw error
      // What the browser kept, a "not found" too, may be what is wrong.
      return unpack(await get(address, "reload"), path)
    }
  }
}

/** Returns a file's bytes. They begin with its folder's name, in bytes; another folder's do not. */
async function unpack(response, path) {
  const bytes = await inflate(await response.arrayBuffer())
  for (let i = 0; i < TAG; i++) {
    if (bytes[i] !== Number.parseInt(path.slice(2 * i, 2 * i + 2), 16)) {
      throw new SearchError("stale", "The site was renewed while you were reading. Reload the page.")
    }
  }
  return bytes.subarray(TAG)
}

async function get(address, cache) {
  let response
  try {
    response = await fetch(address, { cache })
  } catch {
    throw new SearchError("offline", "The search index cannot be reached. Are you offline?")
  }
  if (!response.ok) throw new SearchError("missing", "A part of the search index is missing from this site.")
  return response
}

async function inflate(packed) {
  const start = new Uint8Array(packed, 0, Math.min(2, packed.byteLength))
  // Some hosts take the file for one that the browser should unpack, and it has.
  if (start[0] !== 0x1f || start[1] !== 0x8b) return new Uint8Array(packed)
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))
    return new Uint8Array(await new Response(stream).arrayBuffer())
  } catch {
    throw new SearchError("bad", "A part of the search index arrived broken.")
  }
}
