//! Scripts that are always fetched together become one file: fewer requests, and one text compresses better than many.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Scripts that hold all they import at once. One that imports another of them fetches it.
const WHOLE: [&str; 2] = ["js/search/engine.js", "js/search/page.js"];

/// The script at `path`, with all it imports at once where it is one of [`WHOLE`]; nothing for other scripts.
///
/// An import or an export is one line, as in the built-in theme: `import { a, b } from "./c.js";`, `export function a`.
pub(super) fn joined(path: &str, all: &BTreeMap<&str, &[u8]>) -> Option<String> {
    let path = WHOLE.iter().find(|whole| **whole == path)?;
    let folder = &path[..=path.rfind('/')?];
    let mut bundle = Bundle { folder, all, known: Vec::new(), text: String::new() };
    let module = bundle.module(path)?;
    Some(bundle.text + &module.imports + &module.body)
}

/// Scripts put together so far.
struct Bundle<'a> {
    folder: &'a str,
    all: &'a BTreeMap<&'a str, &'a [u8]>,
    known: Vec<String>,
    text: String,
}

/// A script taken apart.
struct Module {
    /// What it imports, as declarations.
    imports: String,
    body: String,
}

impl Bundle<'_> {
    /// Takes a script apart, and puts what it imports before it.
    fn module(&mut self, path: &str) -> Option<Module> {
        let source = String::from_utf8_lossy(self.all.get(path)?).into_owned();
        let mut module = Module { imports: String::new(), body: String::new() };
        for line in source.lines() {
            let other = import(line).filter(|(_, file)| {
                !WHOLE.contains(&format!("{}{file}", self.folder).as_str()) && self.add(file)
            });
            let (text, line) = match other {
                Some((names, file)) => {
                    let names = names.replace(" as ", ": ");
                    (&mut module.imports, format!("const {{{names}}} = {};", variable(file)))
                }
                None => (&mut module.body, line.to_owned()),
            };
            let _ = writeln!(text, "{line}");
        }
        Some(module)
    }

    /// Puts a script before all that is still to come, in a function of its own; once. Whether there is such a script.
    fn add(&mut self, file: &str) -> bool {
        if self.known.iter().any(|known| known == file) {
            return true;
        }
        let Some(module) = self.module(&format!("{}{file}", self.folder)) else { return false };
        self.known.push(file.to_owned());
        let mut names: Vec<&str> = Vec::new();
        let mut body = String::new();
        for line in module.body.lines() {
            let bare = line.strip_prefix("export ");
            names.extend(bare.and_then(exported));
            let _ = writeln!(body, "{}", bare.unwrap_or(line));
        }
        let (variable, imports, names) = (variable(file), module.imports, names.join(", "));
        let _ = writeln!(
            self.text,
            "const {variable} = (() => {{\n{imports}{body}return {{ {names} }};\n}})();"
        );
        true
    }
}

/// Names and file of an import line.
fn import(line: &str) -> Option<(&str, &str)> {
    let (names, rest) = line.strip_prefix("import {")?.split_once('}')?;
    let file = rest.strip_prefix(" from \"./")?.strip_suffix("\";")?;
    Some((names, file))
}

/// The name a declaration exports.
fn exported(declaration: &str) -> Option<&str> {
    let rest = declaration.strip_prefix("async ").unwrap_or(declaration);
    let rest = ["function ", "class ", "const "].iter().find_map(|word| rest.strip_prefix(word))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

/// The name of what a script exports: "$key" of "key.js".
fn variable(file: &str) -> String {
    format!("${}", file.trim_end_matches(".js"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_holds_what_it_imports_once_and_in_order() {
        let all: BTreeMap<&str, &[u8]> = BTreeMap::from([
            ("js/search/engine.js", &b"import { a } from \"./a.js\";\nimport { b as c } from \"./b.js\";\nexport const d = a + c;\n"[..]),
            ("js/search/a.js", b"import { b } from \"./b.js\";\nexport const a = b + 1;\n"),
            ("js/search/b.js", b"const hidden = 1;\nexport const b = hidden;\nexport function f() {}\n"),
            ("js/search/page.js", b"import { d } from \"./engine.js\";\nimport { b } from \"./b.js\";\n"),
            ("js/search/other.js", b"import { b } from \"./b.js\";\n"),
        ]);
        assert_eq!(
            joined("js/search/engine.js", &all).unwrap(),
            "const $b = (() => {\nconst hidden = 1;\nconst b = hidden;\nfunction f() {}\nreturn { b, f };\n})();\n\
             const $a = (() => {\nconst { b } = $b;\nconst a = b + 1;\nreturn { a };\n})();\n\
             const { a } = $a;\nconst { b: c } = $b;\nexport const d = a + c;\n"
        );
        let page = joined("js/search/page.js", &all).unwrap();
        assert!(
            page.contains("import { d } from \"./engine.js\";")
                && page.contains("const { b } = $b;")
        );
        assert_eq!(joined("js/search/other.js", &all), None);
    }

    #[test]
    fn a_missing_script_stays_an_import() {
        let source = "import { a } from \"./gone.js\";\n";
        let all = BTreeMap::from([("js/search/page.js", source.as_bytes())]);
        assert_eq!(joined("js/search/page.js", &all).unwrap(), source);
    }
}
