//! The colours of a theme: every pair in use can be told apart, light and dark (WCAG 2.2, 1.4.3 and 1.4.11).

use std::collections::BTreeMap;

/// Words and their ground: at least 4.5 to 1.
const TEXT: &[(&str, &[&str])] = &[
    ("ink", &["paper", "sheet", "mark"]),
    ("quiet", &["paper", "sheet"]),
    ("link", &["paper", "sheet", "mark"]),
    ("link-visited", &["paper", "sheet", "mark"]),
    ("paper", &["link"]),
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
pub(super) type Colour = [u8; 3];

/// A colour of the theme, light and dark.
pub(super) type Pair = [Colour; 2];

/// Two colours that cannot be told apart well enough.
#[derive(Debug)]
pub(super) struct Fault<'c> {
    /// The words or the outline.
    pub(super) front: &'c str,
    /// What they stand on.
    pub(super) ground: &'c str,
    /// 0 light, 1 dark.
    pub(super) mode: usize,
    /// Their contrast.
    pub(super) found: f64,
    /// What it has to be.
    pub(super) least: f64,
}

/// The colours of `css` by the names of their properties (`brand`).
pub(super) fn colours(css: &str) -> BTreeMap<&str, Pair> {
    css.lines().filter_map(|line| declared(line).map(|(name, pair, _)| (name, pair))).collect()
}

/// The sheet with the colours `chosen` in place of its own.
pub(super) fn recoloured(css: &str, chosen: &BTreeMap<String, Pair>) -> String {
    let line = |line: &str| {
        let own = declared(line).and_then(|(name, _, rest)| Some((name, chosen.get(name)?, rest)));
        match own {
            Some((name, [light, dark], rest)) => {
                format!("  --{name}: light-dark({}, {}){rest}\n", written(*light), written(*dark))
            }
            None => format!("{line}\n"),
        }
    };
    css.lines().map(line).collect()
}

/// Name and colours of a line `--name: light-dark(#…, #…);`, and what follows the bracket.
fn declared(line: &str) -> Option<(&str, Pair, &str)> {
    let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
    let (pair, rest) = value.split_once(')')?;
    let (light, dark) = pair.split_once(", ")?;
    Some((name, [colour(light)?, colour(dark)?], rest))
}

/// `#rrggbb` as a colour.
pub(super) fn colour(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// A colour as `#rrggbb`.
pub(super) fn written([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
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

/// The pairs in use that are too alike; colours a theme does not name are passed over.
pub(super) fn faults(colours: &BTreeMap<&str, Pair>) -> Vec<Fault<'static>> {
    let mut faults = Vec::new();
    for (pairs, least) in [(TEXT, 4.5), (OUTLINES, 3.0)] {
        for &(front, grounds) in pairs {
            for &ground in grounds {
                let (Some(own), Some(below)) = (colours.get(front), colours.get(ground)) else {
                    continue;
                };
                for mode in 0..own.len() {
                    let found = contrast(own[mode], below[mode]);
                    if found < least {
                        faults.push(Fault { front, ground, mode, found, least });
                    }
                }
            }
        }
    }
    faults
}

/// The colour nearest to `colour`, darker or lighter, that can be told from `ground`.
pub(super) fn distinct(colour: Colour, ground: Colour, least: f64) -> Option<Colour> {
    let towards = |end: u8, step: u16| {
        colour.map(|part| {
            let mixed = (u16::from(part) * (100 - step) + u16::from(end) * step) / 100;
            u8::try_from(mixed).unwrap_or(end)
        })
    };
    (0..=100)
        .flat_map(|step| [towards(0, step), towards(255, step)])
        .find(|mixed| contrast(*mixed, ground) >= least)
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    const TOKENS: &str = include_str!("../../themes/mac-dinh/static/css/tokens.css");

    #[test]
    fn every_pair_of_colours_can_be_told_apart() {
        let colours = colours(TOKENS);
        assert!(colours.len() > 15);
        let all =
            TEXT.iter().chain(OUTLINES).flat_map(|(front, grounds)| grounds.iter().chain([front]));
        assert!(all.into_iter().all(|name| colours.contains_key(name)));
        assert!(faults(&colours).is_empty(), "{:?}", faults(&colours));
    }

    #[test]
    fn a_pale_colour_is_found() {
        let pale = TOKENS.replacen("--quiet: light-dark(#465360", "--quiet: light-dark(#a0a0a0", 1);
        assert_ne!(pale, TOKENS);
        assert_eq!(faults(&colours(&pale)).len(), 2);
    }

    #[test]
    fn black_on_white_is_twenty_one_to_one() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn colours_stand_in_the_tokens_only() {
        let is_sheet =
            |path: &str| path.starts_with("static/css/") && !path.ends_with("/tokens.css");
        for (path, bytes) in built_in::FILES.iter().filter(|(path, _)| is_sheet(path)) {
            let css = std::str::from_utf8(bytes).unwrap();
            let digits = |rest: &&str| rest.chars().take_while(char::is_ascii_hexdigit).count();
            let bare: Vec<&str> = css.split('#').skip(1).filter(|rest| digits(rest) >= 3).collect();
            assert_eq!(bare, Vec::<&str>::new(), "{path}");
        }
    }

    /// Capitals with two marks need more room than Latin ones; a line that is too tight clips them.
    #[test]
    fn every_line_leaves_room_for_stacked_marks() {
        let number = |name: &str| -> f64 {
            let at = TOKENS.split_once(name).unwrap_or_else(|| panic!("{name}")).1;
            at.split(';').next().unwrap().trim().parse().unwrap()
        };
        assert!(number("--line-heading:") >= 1.2);
        assert!(number("--line-text:") >= 1.5);
        let is_sheet = |path: &str| path.starts_with("static/css/");
        for (path, bytes) in built_in::FILES.iter().filter(|(path, _)| is_sheet(path)) {
            let css = std::str::from_utf8(bytes).unwrap();
            for rule in css.split('}') {
                let Some((selector, body)) = rule.rsplit_once('{') else { continue };
                let Some((_, rest)) = body.split_once("line-height:") else { continue };
                let value = rest.split(';').next().unwrap().trim();
                let is_mark = selector.trim_end().ends_with("sup");
                let has_room = value.starts_with("var(--line-")
                    || value.parse::<f64>().is_ok_and(|height| height >= 1.2);
                assert!(is_mark || has_room, "{path}: {selector}{{{body}");
            }
        }
    }

    #[test]
    fn chosen_colours_replace_those_of_the_sheet() {
        let chosen =
            BTreeMap::from([("brand".to_owned(), [[0x7a, 0x10, 0x20], [0x4a, 0x0d, 0x15]])]);
        let css = recoloured(TOKENS, &chosen);
        assert!(css.contains("  --brand: light-dark(#7a1020, #4a0d15);\n"));
        assert_eq!(css.lines().count(), TOKENS.lines().count());
        assert_eq!(colours(&css).len(), colours(TOKENS).len());
    }

    #[test]
    fn the_nearest_colour_that_can_be_told_apart_is_offered() {
        let (yellow, white) = ([0xff, 0xcc, 0x00], [0xff; 3]);
        let better = distinct(yellow, white, 4.5).unwrap();
        assert!(contrast(better, white) >= 4.5 && contrast(better, white) < 4.8);
        assert_eq!(distinct([0; 3], white, 4.5), Some([0; 3]));
    }
}
