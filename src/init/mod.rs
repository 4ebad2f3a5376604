//! A new site: empty, with every file explained.

use std::path::Path;

use crate::error::Error;
use crate::write::write_new;

/// Files of a new site by path.
pub const FILES: [(&str, &str); 7] = [
    (".gitignore", include_str!("site/gitignore")),
    ("congkhai.toml", include_str!("site/congkhai.toml")),
    ("content/gioi-thieu.md", include_str!("site/gioi-thieu.md")),
    ("seeds/agencies.toml", include_str!("site/agencies.toml")),
    ("seeds/plans/vi-du/document.txt", include_str!("site/document.txt")),
    ("seeds/plans/vi-du/plan.toml", include_str!("site/plan.toml")),
    ("seeds/references.toml", include_str!("site/references.toml")),
];

/// Writes a new site into `folder`, which must be empty or absent.
pub fn init(folder: &Path) -> Result<(), Error> {
    write_new(folder, &FILES)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::{CONFIG_FILE, Config};
    use crate::diagnostic::{Diagnostics, Format, SourceTexts, render};
    use crate::model::{Id, Usage};
    use crate::read::document::read_text;
    use crate::read::plan::{PlanInput, Registries, read_plan};
    use crate::read::registry::{read_agencies, read_references};

    #[test]
    fn a_new_site_has_nothing_to_complain_about() {
        let file = |name: &str| -> (Arc<str>, &str) {
            let (path, text) = FILES.iter().find(|(path, _)| path.ends_with(name)).unwrap();
            ((*path).into(), text)
        };
        let mut diagnostics = Diagnostics::default();
        Config::read(file(CONFIG_FILE).1, &mut diagnostics).unwrap();
        let (agencies, references) = (file("agencies.toml"), file("references.toml"));
        let mut registries = Registries {
            agencies: read_agencies(&agencies.0, agencies.1, &mut diagnostics),
            references: read_references(&references.0, references.1, &mut diagnostics),
        };
        let (manifest, document) = (file("plan.toml"), file("document.txt"));
        let input = PlanInput {
            id: Id::slug("vi-du"),
            manifest_file: &manifest.0,
            manifest: manifest.1,
            document: read_text(&document.0, document.1),
            document_sha256: String::new(),
            allowed_contacts: &[],
        };
        let plan = read_plan(input, &mut registries, &mut diagnostics).unwrap();
        let sources: SourceTexts =
            FILES.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
        assert_eq!(render(&diagnostics.sorted(), &sources, Format::Human), "");
        assert_eq!(plan.tasks.len(), 2);
        assert_eq!(plan.tasks[0].lead.members.len(), 1);
        assert!(plan.document.lines.iter().all(|line| line.usage != Usage::Unused));
    }
}
