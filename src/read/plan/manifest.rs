//! `plan.toml`: what a document does not say of itself, corrections, and items stated in prose.

use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};
use crate::model::Date;
use crate::read::toml::read_toml;
use crate::read::value::{read_due, read_iso_date};

use super::columns::Column;
use super::heading::title_words;
use super::reporting::WrittenDuty;

/// `plan.toml` as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) title: String,
    #[serde(default)]
    pub(super) short_title: Option<String>,
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) number: String,
    #[serde(default)]
    pub(super) number_text: String,
    #[serde(default)]
    pub(super) date: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) date_text: String,
    #[serde(default)]
    pub(super) issuer: String,
    #[serde(default)]
    pub(super) period_start: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) period_end: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) signatory: String,
    #[serde(default)]
    pub(super) signatory_role: String,
    #[serde(default, rename = "column")]
    pub(super) columns: Vec<WrittenColumn>,
    /// Words at the top of tables that are only shown.
    #[serde(default)]
    pub(super) show_tables: Vec<String>,
    #[serde(default, rename = "correction")]
    pub(super) corrections: Vec<WrittenCorrection>,
    #[serde(default, rename = "section")]
    pub(super) sections: Vec<WrittenSection>,
    #[serde(default, rename = "report")]
    pub(super) reports: Vec<WrittenDuty>,
    /// Until when reports are asked for although the plan is over.
    #[serde(default)]
    pub(super) report_until: Option<Spanned<String>>,
    /// Who answers for items no single agency leads.
    #[serde(default)]
    pub(super) standing_body: Option<Spanned<String>>,
    /// The other parties of the agreement the plan carries out.
    #[serde(default)]
    pub(super) partners: Vec<Spanned<String>>,
    #[serde(default, rename = "indicator")]
    pub(super) indicators: Vec<WrittenIndicator>,
    #[serde(default, rename = "task")]
    pub(super) tasks: Vec<WrittenTask>,
}

/// `[[column]]`: another meaning for a column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenColumn {
    pub(super) heading: Spanned<String>,
    #[serde(default, rename = "use")]
    pub(super) usage: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) title: Option<String>,
}

/// `[[correction]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenCorrection {
    pub(super) from: Spanned<String>,
    pub(super) to: String,
    pub(super) reason: String,
}

/// `[[section]]`: the title of a section of indicators declared here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenSection {
    pub(super) mark: String,
    pub(super) title: String,
}

/// `[[indicator]]`: an indicator stated in prose.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenIndicator {
    pub(super) section: String,
    pub(super) number: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) unit: String,
    pub(super) quote: Spanned<String>,
    #[serde(default)]
    pub(super) kind: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) direction: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) lead: String,
    pub(super) targets: Vec<WrittenTarget>,
}

/// `[[task]]`: a task stated in prose.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenTask {
    pub(super) section: String,
    #[serde(default)]
    pub(super) number: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) lead: String,
    #[serde(default)]
    pub(super) coordinating: String,
    #[serde(default)]
    pub(super) deadline: String,
    #[serde(default)]
    pub(super) product: String,
    pub(super) quote: Spanned<String>,
}

/// One of `targets`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenTarget {
    pub(super) due: String,
    pub(super) text: Spanned<String>,
}

/// What `[[column]]` asks for.
#[derive(Clone, Debug)]
pub(super) struct ColumnRule {
    /// Words of the column in the document.
    pub(super) heading: String,
    /// Where the rule is written.
    pub(super) place: Place,
    /// Another meaning.
    pub(super) column: Option<Column>,
    /// Other words to show.
    pub(super) title: Option<String>,
}

impl ColumnRule {
    /// Whether the rule is for a column with this title; case and punctuation do not count.
    pub(super) fn names(&self, title: &str) -> bool {
        title_words(&self.heading) == title_words(title)
    }
}

/// A manifest with its text, for pointing at values.
#[derive(Clone, Debug)]
pub(super) struct ManifestFile<'a> {
    lines: Lines<'a>,
    pub(super) written: Manifest,
}

/// Reads `plan.toml`.
pub(super) fn read<'a>(
    file: &'a Arc<str>,
    text: &'a str,
    diagnostics: &mut Diagnostics,
) -> Option<ManifestFile<'a>> {
    let written = read_toml(file, text, diagnostics)?;
    Some(ManifestFile { lines: Lines::new(file, text), written })
}

impl ManifestFile<'_> {
    /// The place of a value.
    pub(super) fn place<T>(&self, value: &Spanned<T>) -> Place {
        self.lines.span(value.span())
    }

    /// The place of a part of the file.
    pub(super) fn place_of(&self, span: std::ops::Range<usize>) -> Place {
        self.lines.span(span)
    }

    /// An ISO date, or a diagnostic.
    pub(super) fn date(
        &self,
        value: Option<&Spanned<String>>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Date> {
        let value = value?;
        read_iso_date(value.get_ref(), &self.place(value), diagnostics)
    }

    /// The year the plan begins in, or was issued in.
    pub(super) fn first_year(&self) -> Option<i16> {
        let date = self.written.period_start.as_ref().or(self.written.date.as_ref())?;
        date.get_ref().get(..4)?.parse().ok()
    }

    /// Checked `[[column]]` rules.
    pub(super) fn column_rules(&self, diagnostics: &mut Diagnostics) -> Vec<ColumnRule> {
        self.written
            .columns
            .iter()
            .map(|written| ColumnRule {
                heading: written.heading.get_ref().clone(),
                place: self.place(&written.heading),
                column: written.usage.as_ref().and_then(|usage| self.column(usage, diagnostics)),
                title: written.title.clone(),
            })
            .collect()
    }

    fn column(&self, usage: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Column> {
        const WORDS: &[(&str, Column)] = &[
            ("number", Column::Number),
            ("code", Column::Code),
            ("name", Column::Name),
            ("unit", Column::Unit),
            ("lead", Column::Lead),
            ("coordinating", Column::Coordinating),
            ("deadline", Column::Deadline),
            ("product", Column::Product),
            ("reference", Column::Reference),
            ("target", Column::Target(String::new())),
            ("group", Column::Group),
            ("extra", Column::Extra),
            ("exclude", Column::Excluded),
        ];
        let word = usage.get_ref().as_str();
        if let Some(due) = word.strip_prefix("target ").and_then(read_due) {
            return Some(Column::Target(due.0));
        }
        let column = WORDS.iter().find(|entry| entry.0 == word).map(|entry| entry.1.clone());
        if column.is_none() {
            let words = WORDS.iter().map(|entry| entry.0);
            let list = words.clone().collect::<Vec<_>>().join(", ");
            diagnostics.push(
                Diagnostic::new(
                    Code::TomlSyntax,
                    self.place(usage),
                    format!("không có cách dùng cột tên `{word}`"),
                )
                .allowed(format!("{list}, hoặc `target 2026` cho cột mục tiêu của năm ấy (`target`: năm ở dòng nhóm hoặc là năm của kế hoạch)"))
                .nearest(word, words),
            );
        }
        column
    }
}
