// @ts-check
// Numbers as characters: small numbers are one byte of UTF-8, so every host compresses them as well as binary,
// and JSON.parse does the reading. The twin in Rust is src/search/export/codec.rs; both pass tests/search/codec.json.

/** Numbers from here on take two characters. */
const LIMIT = 0xd000;
/** First character of a pair. */
const PAIR = 0xe000;
/** Character of zero: behind the quotation mark. */
const ZERO = 0x23;
/** From the backslash on, characters move by one. */
const BACKSLASH = 0x5c - ZERO;

/**
 * The numbers of a text.
 * @param {string} text
 * @returns {number[]}
 */
export function decode(text) {
  const numbers = [];
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    let high = 0;
    if (code >= PAIR) {
      high = (code - PAIR) * LIMIT;
      code = text.charCodeAt(++at);
    }
    const number = code - ZERO;
    numbers.push(high + (number > BACKSLASH ? number - 1 : number));
  }
  return numbers;
}

/**
 * Sums of numbers one after the other: 3, 0, 2 → 3, 3, 5.
 * @param {number[]} numbers
 * @returns {number[]}
 */
export function running(numbers) {
  let sum = 0;
  return numbers.map((number) => (sum += number));
}
