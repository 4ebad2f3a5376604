//! The site's own words are Vietnamese; what is not is marked, so that it is read aloud as what it is (WCAG 3.1.2).

use scraper::node::Node;
use scraper::{ElementRef, Html};

use super::site::real_site;

/// Pages without words of plans and reports.
const PAGES: &[&str] = &[
    "404.html",
    "gioi-thieu/index.html",
    "huong-dan-giao-dien/index.html",
    "phuong-phap/index.html",
    "tro-nang/index.html",
];

/// Names, signs and words that Vietnamese has taken over as they are.
const TAKEN_OVER: &[&str] = &[
    "API",
    "axe",
    "Chromium",
    "CSV",
    "DuckDB",
    "Excel",
    "Firefox",
    "GRDP",
    "HTML",
    "ISO",
    "JAWS",
    "JavaScript",
    "JSON",
    "NDJSON",
    "NVDA",
    "Parquet",
    "PNG",
    "Python",
    "Safari",
    "SHA",
    "SVG",
    "TalkBack",
    "TFP",
    "UTF",
    "VoiceOver",
    "WCAG",
    "web",
    "XLSX",
    "Atom",
    "Feed",
    "BY",
    "CC",
];

/// A syllable without marks that could be Vietnamese: an onset, one to three vowels, a coda.
fn could_be_vietnamese(word: &str) -> bool {
    const ONSETS: &[&str] = &[
        "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h",
        "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", "",
    ];
    const CODAS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
    let word = word.to_lowercase();
    let is_rhyme = |rest: &str| {
        let vowels = rest.chars().take_while(|letter| "aeiouy".contains(*letter)).count();
        (1..=3).contains(&vowels) && CODAS.contains(&&rest[vowels..])
    };
    ONSETS.iter().any(|onset| word.strip_prefix(onset).is_some_and(is_rhyme)) || word.len() == 1
}

/// Words that are neither Vietnamese nor taken over nor marked.
fn foreign(element: ElementRef<'_>, found: &mut Vec<String>) {
    let value = element.value();
    let is_left_out = ["code", "script", "style"].contains(&value.name())
        || value.attr("lang").is_some_and(|language| language != "vi");
    if is_left_out {
        return;
    }
    for child in element.children() {
        if let Some(inner) = ElementRef::wrap(child) {
            foreign(inner, found);
        } else if let Node::Text(text) = child.value() {
            let words = text.split_whitespace().filter(|word| !word.contains("://"));
            let words = words.flat_map(|word| word.split(|letter: char| !letter.is_alphanumeric()));
            let is_plain = |word: &&str| word.chars().all(|letter| letter.is_ascii_alphabetic());
            let is_foreign = |word: &&str| {
                let is_sign = word.chars().all(char::is_uppercase);
                !word.is_empty()
                    && !is_sign
                    && !could_be_vietnamese(word)
                    && !TAKEN_OVER.contains(word)
            };
            found.extend(words.filter(is_plain).filter(is_foreign).map(str::to_owned));
        }
    }
}

fn foreign_words(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let mut found = Vec::new();
    foreign(page.root_element(), &mut found);
    found
}

#[test]
fn foreign_words_of_the_site_itself_are_marked() {
    let mut faults = Vec::new();
    for path in PAGES {
        let page = std::str::from_utf8(&real_site().files[*path]).unwrap();
        assert!(page.contains("<html lang=\"vi\">"), "{path}");
        faults.extend(foreign_words(page).into_iter().map(|word| format!("{path}: {word}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_foreign_word_is_seen_unless_it_is_marked() {
    let words = "<p>Một startup làm <span lang=\"en\">dashboard</span> với <code>seeds</code> trong logistics</p>";
    assert_eq!(foreign_words(words), ["startup", "logistics"]);
}
