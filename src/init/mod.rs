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
