//! The colours of the built-in theme: every pair in use can be told apart, light and dark (WCAG 2.2, 1.4.3 and 1.4.11).

use std::collections::BTreeMap;

/// Words and their ground: at least 4.5 to 1.
const TEXT: &[(&str, &[&str])] = &[
    ("ink", &["paper", "sheet", "mark"]),
    ("quiet", &["paper", "sheet"]),
    ("link", &["paper", "sheet", "mark"]),
    ("link-visited", &["paper", "sheet", "mark"]),
    ("on-brand", &["brand"]),
    ("on-focus", &["focus"]),
    ("wait", &["paper", "sheet", "mark"]),
    ("warn", &["paper", "sheet", "mark"]),
    ("good", &["paper", "sheet", "mark"]),
    ("late", &["paper", "sheet", "mark"]),
    ("bad", &["paper", "sheet", "mark"]),
    ("away", &["paper", "sheet", "mark"]),
    ("go", &["paper", "sheet", "mark"]),
    ("stop", &["paper", "sheet", "mark"]),
];

/// Outlines of controls and marks: at least 3 to 1.
const OUTLINES: &[(&str, &[&str])] = &[("control", &["paper", "sheet"]), ("focus", &["on-focus"])];

/// Red, green and blue, 0–255.
type Colour = [u8; 3];

/// The colours of `css`, light and dark, by the names of their properties.
fn colours(css: &str) -> BTreeMap<&str, (Colour, Colour)> {
    let both = |line| -> Option<(&str, (Colour, Colour))> {
        let (name, value) = str::trim(line).strip_prefix("--")?.split_once(": light-dark(")?;
        let (light, dark) = value.split_once(')')?.0.split_once(", ")?;
        Some((name, (colour(light)?, colour(dark)?)))
    };
    css.lines().filter_map(both).collect()
}

fn colour(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// Relative luminance as WCAG defines it.
fn luminance(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn faults(css: &str) -> Vec<String> {
    let colours = colours(css);
    let mut faults = Vec::new();
    for (pairs, least) in [(TEXT, 4.5), (OUTLINES, 3.0)] {
        for (front, grounds) in pairs {
            for ground in *grounds {
                let (front_pair, ground_pair) = (colours[front], colours[ground]);
                for (mode, one, other) in
                    [("light", front_pair.0, ground_pair.0), ("dark", front_pair.1, ground_pair.1)]
                {
                    let found = contrast(one, other);
                    if found < least {
                        faults.push(format!("{front} on {ground}, {mode}: {found:.2}"));
                    }
                }
            }
        }
    }
    faults
}

const TOKENS: &str = include_str!("../../themes/mac-dinh/static/css/tokens.css");

#[test]
fn every_pair_of_colours_can_be_told_apart() {
    assert_eq!(faults(TOKENS), Vec::<String>::new());
}

#[test]
fn a_pale_colour_is_found() {
    let pale = TOKENS.replacen("--quiet: light-dark(#465360", "--quiet: light-dark(#a0a0a0", 1);
    assert_ne!(pale, TOKENS);
    assert_eq!(faults(&pale).len(), 2);
}

#[test]
fn black_on_white_is_twenty_one_to_one() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
}

#[test]
fn colours_stand_in_the_tokens_only() {
    let is_sheet = |path: &str| path.starts_with("static/css/") && !path.ends_with("/tokens.css");
    for (path, bytes) in super::built_in::FILES.iter().filter(|(path, _)| is_sheet(path)) {
        let css = std::str::from_utf8(bytes).unwrap();
        let digits = |rest: &&str| rest.chars().take_while(char::is_ascii_hexdigit).count();
        let bare: Vec<&str> = css.split('#').skip(1).filter(|rest| digits(rest) >= 3).collect();
        assert_eq!(bare, Vec::<&str>::new(), "{path}");
    }
}
