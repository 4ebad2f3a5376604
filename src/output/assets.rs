//! Static files of a theme under a fingerprinted folder, so that they may be cached for ever.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::checksum::sha256;

use super::{minify, scripts};
use crate::theme::ThemeSources;

/// The style sheet that imports all others; the others in its folder are not written.
const MAIN_CSS: &str = "css/main.css";

/// Static files, ready to be written.
pub(super) struct Assets {
    /// The folder all of them stand in, with a slash at the end: `tinh/3f2a…/`.
    pub(super) folder: String,
    /// Files by their path below that folder.
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

/// Gathers the static files of `sources`; style sheets become one, scripts that belong together too, the folder is named by content.
pub(super) fn gather(sources: &ThemeSources) -> Assets {
    let all: BTreeMap<&str, &[u8]> = sources.static_files().collect();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (path, bytes) in &all {
        let is_style = path.starts_with("css/");
        if *path == MAIN_CSS {
            files.insert(MAIN_CSS.to_owned(), minify::style(&joined(bytes, &all)).into_bytes());
        } else if path.starts_with("js/") {
            let joined = scripts::joined(path, &all);
            let script = joined.as_deref().map_or(*bytes, str::as_bytes);
            files.insert((*path).to_owned(), minify::script(script));
        } else if !is_style {
            files.insert((*path).to_owned(), bytes.to_vec());
        }
    }
    Assets { folder: format!("tinh/{}/", fingerprint(&files)), files }
}

/// A style sheet with its `@import "x.css" layer(y);` lines replaced by the sheets they name.
fn joined(main: &[u8], all: &BTreeMap<&str, &[u8]>) -> String {
    let mut css = String::new();
    for line in String::from_utf8_lossy(main).lines() {
        let sheet = import(line).and_then(|(name, layer)| {
            let bytes = all.get(format!("css/{name}").as_str())?;
            Some((String::from_utf8_lossy(bytes), layer))
        });
        if let Some((text, layer)) = sheet {
            let _ = write!(css, "@layer {layer} {{\n{}\n}}\n", text.trim());
        } else {
            css.push_str(line);
            css.push('\n');
        }
    }
    css
}

/// Name and layer of an import line.
fn import(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.trim().strip_prefix("@import \"")?.split_once('"')?;
    let layer = rest.trim().strip_prefix("layer(")?.strip_suffix(");")?;
    Some((name, layer))
}

/// The first twelve digits of a hash over names and contents.
fn fingerprint(files: &BTreeMap<String, Vec<u8>>) -> String {
    let list = files.iter().fold(String::new(), |mut list, (path, bytes)| {
        let _ = writeln!(list, "{} {path}", sha256(bytes));
        list
    });
    sha256(list)[..12].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_become_one() {
        let assets = gather(&ThemeSources::built_in());
        let sheets: Vec<_> = assets.files.keys().filter(|path| path.starts_with("css/")).collect();
        assert_eq!(sheets, [MAIN_CSS]);
        let css = String::from_utf8(assets.files[MAIN_CSS].clone()).unwrap();
        assert!(css.contains("@layer tokens{") && !css.contains("@import"));
    }

    #[test]
    fn the_folder_changes_with_any_file() {
        let before = gather(&ThemeSources::built_in()).folder;
        let file = ("static/js/main.js".to_owned(), b"1".to_vec());
        let after = gather(&ThemeSources::with_files("x", [file])).folder;
        assert_ne!(before, after);
        assert_eq!(before, gather(&ThemeSources::built_in()).folder);
    }
}
