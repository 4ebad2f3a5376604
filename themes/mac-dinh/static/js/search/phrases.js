// @ts-check
// Rows of words that mean something together, found in other words, the longest first.
// The twin in Rust is src/search/phrases.rs.

/** @typedef {import("./words.js").Word} Word */

/** @template T */
export class Phrases {
  /** @type {Map<string, {words: Word[], meaning: T}[]>} */
  #rows = new Map();

  /** Makes `words` mean `meaning`. @param {Word[]} words @param {T} meaning */
  add(words, meaning) {
    if (!words.length) return;
    const rows = this.#rows.get(words[0].folded) ?? [];
    rows.push({ words, meaning });
    rows.sort((a, b) => b.words.length - a.words.length);
    this.#rows.set(words[0].folded, rows);
  }

  /**
   * What begins with the word at `first`, the longest first. A word typed without marks fits any marks, but not where it is the only one.
   * @param {Word[]} words @param {number} first @param {boolean} [isStrict] whether a single word has to have its marks
   */
  at(words, first, isStrict = false) {
    return (this.#rows.get(words[first]?.folded) ?? []).filter((row) =>
      row.words.every((wanted, at) => {
        const word = words[first + at];
        return word && (word.exact === wanted.exact || (!word.hasMarks && word.folded === wanted.folded && !(isStrict && row.words.length === 1)));
      }));
  }
}
