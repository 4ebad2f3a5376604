// @ts-check
// Fetches the files of the index. Their folders are named by their content; a small file says which is the newest.

/** The index was published anew: what is loaded and what can be fetched no longer fit together. */
export class VersionGone extends Error {}

const POINTER = "phien-ban.json";

export class Store {
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();
  #folders;

  /** @param {URL} base address of the search page @param {{version: string, whole: boolean}} newest @param {typeof fetch} fetcher */
  constructor(base, { version, whole }, fetcher) {
    this.base = base;
    this.version = String(version);
    /** Whether all words are one file. */
    this.isWhole = whole;
    this.fetcher = fetcher;
    this.#folders = new URL("chi-muc/", base);
  }

  /** Asks which index is the newest. @param {string} base address of the search page */
  static async open(base, fetcher = globalThis.fetch.bind(globalThis)) {
    const address = new URL(".", base);
    return new Store(address, await json(fetcher, new URL(POINTER, address), "no-cache"), fetcher);
  }

  /** The content of a file of the index; each is fetched once. @param {string} name @param {string} [folder] that of the version if none is given */
  get(name, folder = this.version) {
    const path = `${folder}/${name}`;
    const known = this.#files.get(path);
    if (known) return known;
    const file = json(this.fetcher, new URL(path, this.#folders), "default").catch(async (error) => {
      this.#files.delete(path);
      const newest = await json(this.fetcher, new URL(POINTER, this.base), "no-store").catch(() => null);
      throw newest && String(newest.version) !== this.version ? new VersionGone(newest.version) : error;
    });
    this.#files.set(path, file);
    return file;
  }
}

/** @param {typeof fetch} fetcher @param {URL} address @param {RequestCache} cache */
async function json(fetcher, address, cache) {
  const response = await fetcher(address, { cache });
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`);
  return response.json();
}
