//! Numbers as characters: small numbers are one byte of UTF-8, so that every host compresses them as well as
//! binary, and the browser's own JSON reader does the reading.
//!
//! The twin in the browser is `themes/mac-dinh/static/js/search/codec.js`; both pass `tests/search/codec.json`.

/// Numbers from here on take two characters, so that no character is a surrogate.
const LIMIT: u32 = 0xd000;
/// First character of a pair.
const PAIR: u32 = 0xe000;
/// Character of zero: behind the quotation mark.
const ZERO: u32 = 0x23;
/// The number whose character would be the backslash; from here on characters move by one.
const BACKSLASH: u32 = 0x5c - ZERO;
/// How many numbers, from zero on, take one byte.
pub(super) const ONE_BYTE: usize = 92;
/// The largest number that can be written.
#[cfg(test)]
const LARGEST: u32 = (0xffff - PAIR) * LIMIT + LIMIT - 1;

/// Appends `number`, at most 436,207,615, to `text`.
pub(super) fn push(text: &mut String, number: u32) {
    let (high, low) = (number / LIMIT, number % LIMIT);
    if high > 0 {
        text.extend(char::from_u32(PAIR + high));
    }
    text.extend(char::from_u32(ZERO + low + u32::from(low >= BACKSLASH)));
}

/// `numbers` as text.
pub(super) fn encode(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut text = String::new();
    for number in numbers {
        push(&mut text, number);
    }
    text
}

/// The differences of rising numbers; the first stands for itself.
pub(super) fn steps(numbers: impl IntoIterator<Item = u32>) -> impl Iterator<Item = u32> {
    numbers.into_iter().scan(0, |before, number| {
        let step = number - *before;
        *before = number;
        Some(step)
    })
}

/// The numbers of a text made by [`encode`].
#[cfg(test)]
pub(super) fn decode(text: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    let mut high = 0;
    for character in text.chars().map(u32::from) {
        if character >= PAIR {
            high = (character - PAIR) * LIMIT;
        } else {
            let number = character - ZERO;
            numbers.push(high + number - u32::from(number > BACKSLASH));
            high = 0;
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_cases_of_the_browser_hold() {
        let cases = include_str!("../../../tests/search/codec.json");
        let cases: Vec<(Vec<u32>, String)> = serde_json::from_str(cases).unwrap();
        assert!(cases.len() > 5);
        for (numbers, text) in cases {
            assert_eq!(encode(numbers.iter().copied()), text);
            assert_eq!(decode(&text), numbers);
        }
    }

    proptest! {
        #[test]
        fn every_number_comes_back(numbers in prop::collection::vec(0..=LARGEST, 0..200)) {
            let text = encode(numbers.iter().copied());
            prop_assert_eq!(decode(&text), numbers);
            prop_assert!(!text.contains(['"', '\\']) && text.chars().all(|c| c >= ' '));
        }

        #[test]
        fn small_numbers_take_one_byte_and_json_leaves_all_alone(numbers in prop::collection::vec(0_u32..90, 0..50)) {
            let text = encode(numbers.iter().copied());
            prop_assert_eq!(text.len(), numbers.len());
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(json.len(), text.len() + 2);
        }

        #[test]
        fn steps_add_up(mut numbers in prop::collection::vec(0_u32..1_000_000, 0..50)) {
            numbers.sort_unstable();
            let sums: Vec<u32> = steps(numbers.iter().copied())
                .scan(0, |sum, step| { *sum += step; Some(*sum) })
                .collect();
            prop_assert_eq!(sums, numbers);
        }
    }
}
