// @ts-check
// The two keys a word is found by. The twin in Rust is src/search/key.rs; both pass the cases of tests/search.

/** Grave, acute, tilde, hook above, dot below. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const MARKS = /\p{M}/gu;
/** Words in which y and i are both in use (kỹ, kĩ; lý, lí; quý, quí). */
const Y_WORDS = new Set(["hy", "ky", "ly", "my", "sy", "ty", "quy"]);

/** Lower case, the tone at the end of the word: both ways to place it are one. @param {string} word */
export function exactKey(word) {
  const letters = word.toLowerCase().normalize("NFD");
  return letters.replace(TONES, "").normalize("NFC") + (letters.match(TONES) ?? []).join("");
}

/** Lower case without any mark, đ → d. @param {string} text */
export function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(MARKS, "").replaceAll("đ", "d");
}

/** The key of a word without its marks. @param {string} word */
export function foldedKey(word) {
  const key = fold(word);
  return Y_WORDS.has(key) ? `${key.slice(0, -1)}i` : key;
}

/** Whether a word was typed with marks, so that the marks are meant. @param {string} word */
export function hasMarks(word) {
  return fold(word) !== word.toLowerCase();
}
