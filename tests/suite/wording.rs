//! One word for one thing: what `docs/wording.md` replaced stays away, titles hold no code, pairs are listed once.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};

use super::package;
use super::site::real_site;

/// The words nobody is to read any more.
fn replaced() -> Vec<String> {
    let text = fs::read_to_string(package().join("docs/wording.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with('|')).skip(2);
    let cells = rows.filter_map(|row| row.trim_matches('|').rsplit('|').next());
    let words = cells.flat_map(|cell| cell.split(" / ").map(|word| word.trim().to_owned()));
    words.filter(|word| !word.is_empty()).collect()
}

/// Text files below `folder` that end in `ending`.
fn files(folder: &Path, ending: &str, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// What a reader may see of a line of code: its literals, not its comments; nothing of what tests say.
fn told(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().enumerate();
    lines.filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(at, line)| (at + 1, line))
}

#[test]
fn replaced_words_stay_away() {
    let (root, words) = (package(), replaced());
    assert!(words.len() > 30, "{words:?}");
    let mut texts = Vec::new();
    for folder in ["themes/mac-dinh/templates", "content"] {
        for ending in [".html", ".xml", ".md"] {
            files(&root.join(folder), ending, &mut texts);
        }
    }
    for folder in ["src/view", "src/derive", "src/feed", "src/output"] {
        files(&root.join(folder), ".rs", &mut texts);
    }
    texts.retain(|(path, _)| !path.contains("test") && !path.contains("sample"));
    let mut faults = Vec::new();
    for (path, text) in &texts {
        for (line, said) in told(text) {
            let found = words.iter().filter(|word| said.contains(word.as_str()));
            faults.extend(found.map(|word| format!("{path}:{line}: “{word}”")));
        }
    }
    assert!(faults.is_empty(), "docs/wording.md says what to write instead: {faults:#?}");
}

#[test]
fn a_replaced_word_would_be_seen() {
    let words = replaced();
    assert!(words.iter().any(|word| word == "Đi lùi") && words.iter().any(|word| word == "«"));
    let code = "// Đi lùi\nlet a = \"Đi lùi\";\n#[cfg(test)]\nlet b = \"Đi lùi\";";
    let seen: Vec<usize> =
        told(code).filter(|(_, line)| line.contains("Đi lùi")).map(|(at, _)| at).collect();
    assert_eq!(seen, [2]);
}

#[test]
fn titles_hold_names_and_no_code_or_path() {
    let real = real_site();
    let items = real.site.tasks().map(|task| task.id.as_str());
    let ids: BTreeSet<&str> =
        items.chain(real.site.indicators().map(|indicator| indicator.id.as_str())).collect();
    let title = Selector::parse("head > title").unwrap();
    let words = Selector::parse("meta[name=description]").unwrap();
    let (mut faults, mut seen) = (Vec::new(), 0);
    for (path, bytes) in real.files.iter().filter(|(path, _)| path.contains(".html")) {
        let page = Html::parse_document(std::str::from_utf8(bytes).unwrap());
        let title: String = page.select(&title).flat_map(|title| title.text()).collect();
        let said = page.select(&words).filter_map(|meta| meta.attr("content")).collect::<String>();
        seen += 1;
        for text in [&title, &said] {
            let code = text.split_whitespace().find(|word| {
                let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
                ids.contains(word) || word.starts_with("seeds/") || word.contains(".toml")
            });
            faults.extend(code.map(|code| format!("{path}: {code} in “{text}”")));
            if text.contains(['«', '»', '`']) {
                faults.push(format!("{path}: quotes in “{text}”"));
            }
        }
    }
    assert!(faults.is_empty() && seen > 300, "{seen}: {faults:#?}");
}

#[test]
fn pages_quote_one_way() {
    let real = real_site();
    let pages = real.files.iter().filter(|(path, _)| path.contains(".html"));
    // Rows of open data are shown as they stand in its files.
    let pages = pages.filter(|(path, _)| !path.starts_with("du-lieu/"));
    let found = pages.filter(|(_, bytes)| std::str::from_utf8(bytes).unwrap().contains(['«', '»']));
    let found: Vec<&String> = found.map(|(path, _)| path).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn pairs_are_listed_once_with_the_state_of_both() {
    let page = std::str::from_utf8(&real_site().files["doi-chieu/index.html"]).unwrap();
    let page = Html::parse_document(page);
    let pair = Selector::parse("article.pair").unwrap();
    let side = Selector::parse(".side").unwrap();
    let link = Selector::parse("a").unwrap();
    let state = Selector::parse(".status").unwrap();
    let mut seen = BTreeSet::new();
    for pair in page.select(&pair) {
        let ends: Vec<&str> = pair.select(&link).filter_map(|link| link.attr("href")).collect();
        let mut ends = [ends[0].to_owned(), ends[1].to_owned()];
        ends.sort();
        if ends[0].contains("chi-tieu/") {
            for side in pair.select(&side) {
                assert_eq!(side.select(&state).count(), 1, "{ends:?}");
            }
        }
        assert!(seen.insert(ends.clone()), "twice: {ends:?}");
    }
    assert!(seen.len() > 5);
}

#[test]
fn the_documents_of_plans_are_published_as_they_are() {
    let real = real_site();
    for plan in real.site.plans.iter() {
        let ending = plan.source_file.rsplit_once('.').unwrap().1;
        let published = &real.files[&format!("van-ban/{}/van-ban-goc.{ending}", plan.id)];
        let source = fs::read(package().join(&plan.source_file)).unwrap();
        assert!(*published == source, "{}", plan.id);
        let page = &real.files[&format!("van-ban/{}/index.html", plan.id)];
        let page = std::str::from_utf8(page).unwrap();
        assert!(page.contains(&plan.source_sha256), "{}: no checksum", plan.id);
        assert_eq!(page.contains("Bản in không ghi đủ số"), plan.number.is_empty(), "{}", plan.id);
        for task in &plan.tasks {
            let page = &real.files[&format!("nhiem-vu/{}/index.html", task.id)];
            let page = std::str::from_utf8(page).unwrap();
            assert!(page.contains("van-ban-goc."), "{}: no link to the document", task.id);
        }
    }
}
